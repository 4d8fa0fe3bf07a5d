// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_delegate.h"

#include "core/data/quote_hub.h"
#include "core/market/entity_id.h"
#include "core/market/exchange.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/tr.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::FontRole;
using widgets::Theme;

namespace {

constexpr int kHead = 24;
constexpr int kIcon = 14;
constexpr int kLeft = 12;
constexpr int kTextLeft = kLeft + kIcon + 10;

QRect taken(QRect& rest, int width)
{
  const QRect own(rest.right() - width + 1, rest.top(), width, rest.height());
  rest.setRight(own.left() - 9);
  return own;
}

void drawChip(QPainter& painter, const QRect& rect, const QString& text)
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  painter.setFont(Theme::current().font(FontRole::Caption));
  const int width = std::min(rect.width(), painter.fontMetrics().horizontalAdvance(text) + 10);
  const QRect box(rect.left(), rect.center().y() - 7, width, 16);
  painter.setPen(t.line.panel);
  painter.drawRect(box.adjusted(0, 0, -1, -1));
  painter.setPen(t.text.secondary);
  painter.drawText(
      box, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, std::max(0, width - 6)));
}

}

int drawMarked(QPainter& painter, const QRect& rect, const QString& text, const std::vector<std::uint16_t>& marks,
    const QColor& color)
{
  const QFont plain = painter.font();
  QFont bold = plain;
  bold.setWeight(QFont::DemiBold);
  const QString shown = QFontMetrics(marks.empty() ? plain : bold).elidedText(text, Qt::ElideRight, rect.width());
  int x = rect.left();
  std::size_t next = 0;
  std::uint16_t at = 0;
  for (qsizetype i = 0; i < shown.size();) {
    const bool marked = next < marks.size() && marks[next] == at;
    qsizetype end = i;
    // One run of characters that are all marked or all plain.
    while (end < shown.size() && (next < marks.size() && marks[next] == at) == marked) {
      if (marked)
        ++next;
      ++at;
      end += shown.at(end).isHighSurrogate() && end + 1 < shown.size() ? 2 : 1;
    }
    const QString run = shown.mid(i, end - i);
    painter.setFont(marked ? bold : plain);
    painter.setPen(marked ? Theme::current().colors().accent.text : color);
    painter.drawText(QRect(x, rect.top(), rect.right() - x + 8, rect.height()), Qt::AlignLeft | Qt::AlignVCenter, run);
    x += painter.fontMetrics().horizontalAdvance(run);
    i = end;
  }
  painter.setFont(plain);
  return x - rect.left();
}

int drawKeyCap(QPainter& painter, const QRect& rect, const QString& keys)
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  painter.setFont(Theme::current().font(FontRole::Caption));
  const int width = painter.fontMetrics().horizontalAdvance(keys) + 12;
  const QRect box(rect.right() - width + 1, rect.center().y() - 8, width, 18);
  widgets::flat::box(painter, box, t.surface.control, t.line.panel);
  painter.setPen(t.text.secondary);
  painter.drawText(box, Qt::AlignCenter, keys);
  return width;
}

QString kindOfSecurity(const QString& entityId)
{
  const auto id = market::EntityId::parse(entityId.toStdString());
  if (!id)
    return {};
  switch (market::boardOf(*id)) {
  case market::Board::Main:
    return id->exchange == "sh" ? Tr::tr("Shanghai main") : Tr::tr("Shenzhen main");
  case market::Board::ChiNext:
    return Tr::tr("ChiNext");
  case market::Board::Star:
    return Tr::tr("STAR");
  case market::Board::Bse:
    return Tr::tr("Beijing");
  case market::Board::Fund:
    return Tr::tr("Fund");
  case market::Board::ConvertibleBond:
    return Tr::tr("Convertible bond");
  case market::Board::BShare:
    return Tr::tr("B share");
  case market::Board::HongKong:
    return Tr::tr("Hong Kong");
  case market::Board::UsStock:
    return Tr::tr("US stock");
  case market::Board::Crypto:
    return Tr::tr("Coin");
  case market::Board::Index:
    return Tr::tr("Index");
  case market::Board::Other:
    break;
  }
  return QString::fromStdString(id->exchange).toUpper();
}

FinderDelegate::FinderDelegate(const Context& context, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
{
}

QSize FinderDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
  const bool head = !index.data(FinderModel::SectionRole).toString().isEmpty();
  return {100, Theme::current().metrics().row + 4 + (head ? kHead : 0)};
}

void FinderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  const FinderRow& row = static_cast<const FinderModel*>(index.model())->row(index.row());
  QStyleOptionViewItem line = option;
  line.state |= QStyle::State_Active; // the field has the focus, on behalf of the list
  line.viewItemPosition = QStyleOptionViewItem::OnlyOne;
  painter->save();
  if (!row.section.isEmpty()) {
    const QRect head(option.rect.left(), option.rect.top(), option.rect.width(), kHead);
    painter->fillRect(head, t.surface.bar);
    painter->setFont(Theme::current().font(FontRole::Caption, true));
    painter->setPen(t.text.secondary);
    painter->drawText(head.adjusted(kLeft, 0, -kLeft, 0), Qt::AlignLeft | Qt::AlignVCenter, row.section);
    line.rect.setTop(head.bottom() + 1);
  }
  widgets::flat::drawPrimitive(QStyle::PE_PanelItemViewItem, line, *painter, option.widget);
  const bool possible = row.problem.isEmpty();
  widgets::drawIcon(*painter,
      QRectF(line.rect.left() + kLeft, line.rect.top() + (line.rect.height() - kIcon) / 2.0, kIcon, kIcon), row.icon,
      possible ? t.text.secondary : t.text.disabled);
  const QRect rest = line.rect.adjusted(kTextLeft, 0, -kLeft, 0);
  painter->setFont(Theme::current().font(FontRole::Body));
  if (row.kind == FinderRow::Kind::Symbol)
    paintSymbol(*painter, rest, row);
  else
    paintCommand(*painter, rest, row);
  painter->restore();
}

void FinderDelegate::paintSymbol(QPainter& painter, const QRect& rect, const FinderRow& row) const
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  const QFont body = painter.font();
  QRect rest = rect;
  const data::QuotePtr quote = m_context.quotes ? m_context.quotes->quote(row.id.toStdString()) : nullptr;
  if (m_context.quotes) {
    const QRect change = taken(rest, 60);
    const QRect price = taken(rest, 64);
    if (quote && std::isfinite(quote->last)) {
      painter.setPen(Theme::current().forChange(quote->change()).text);
      painter.drawText(change, Qt::AlignRight | Qt::AlignVCenter, widgets::formatSignedPercent(quote->changeRatio()));
      painter.drawText(price, Qt::AlignRight | Qt::AlignVCenter, widgets::formatNumber(quote->last, 2));
    }
  }
  drawChip(painter, taken(rest, 90), kindOfSecurity(row.id));
  painter.setFont(body);
  std::vector<std::uint16_t> codeMarks;
  for (int i = 0; i < row.codeLength; ++i)
    codeMarks.push_back(static_cast<std::uint16_t>(row.codeFrom + i));
  drawMarked(painter, taken(rest, 74), row.code == row.title ? QString() : row.code, codeMarks, t.text.muted);
  if (!row.initials.isEmpty() && rest.width() > 140)
    drawMarked(painter, taken(rest, 52), row.initials, row.initialMarks, t.text.muted);
  drawMarked(painter, rest, row.title, row.marks, t.text.primary);
}

void FinderDelegate::paintCommand(QPainter& painter, const QRect& rect, const FinderRow& row) const
{
  const widgets::ThemeTokens& t = Theme::current().colors();
  const QFont body = painter.font();
  QRect rest = rect;
  if (!row.keys.isEmpty())
    taken(rest, drawKeyCap(painter, rest, row.keys));
  painter.setFont(body);
  const bool possible = row.problem.isEmpty();
  const int width = drawMarked(painter, rest, row.title, row.marks, possible ? t.text.primary : t.text.disabled);
  rest.setLeft(rest.left() + width + 12);
  painter.setFont(Theme::current().font(FontRole::Caption));
  painter.setPen(possible ? t.text.muted : t.state.warning.text);
  if (rest.width() > 40)
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(possible ? row.note : row.problem, Qt::ElideRight, rest.width()));
}

}
