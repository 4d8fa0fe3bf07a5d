// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/check_list.h"

#include "ui/shell/tr.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QTextBoundaryFinder>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

using trading::CheckStatus;

namespace {

constexpr int kRow = 20;
constexpr int kPadding = 6; ///< of a row, above and below its text together
constexpr int kTitle = 24; ///< left of the title
constexpr int kSentence = 96; ///< left of the sentence

const widgets::StateColors* stateOf(CheckStatus status)
{
  const auto& state = widgets::Theme::current().colors().state;
  return status == CheckStatus::Blocked ? &state.error : status == CheckStatus::Warning ? &state.warning : nullptr;
}

}

int wrapOf(const QFontMetrics& metrics, int room, const QString& text)
{
  QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
  qsizetype from = 0;
  for (qsizetype to = finder.toNextBoundary(); to > 0; from = to, to = finder.toNextBoundary())
    if (metrics.horizontalAdvance(text.mid(from, to - from).trimmed()) > room)
      return Qt::TextWordWrap | Qt::TextWrapAnywhere;
  return Qt::TextWordWrap;
}

CheckRow::CheckRow(QWidget* parent)
    : QWidget(parent)
    , m_fix(new QPushButton(this))
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_fix->setProperty("controlSize", QStringLiteral("compact"));
  m_fix->setObjectName(QStringLiteral("checkFixButton"));
  m_fix->hide();
  connect(m_fix, &QPushButton::clicked, this, [this] {
    if (!m_check.fixes.empty())
      Q_EMIT fixChosen(trading::CheckFix(m_check.fixes.front()));
  });
}

QSize CheckRow::sizeHint() const
{
  const int least = m_check.fixes.empty() ? kRow : kRow + 4;
  return {300, std::max(least, textHeight() + kPadding)};
}

int CheckRow::right() const
{
  if (!m_fix->isHidden())
    return m_fix->sizeHint().width() + 8;
  const QString since = sinceText();
  const QFontMetrics metrics(widgets::Theme::current().font(widgets::FontRole::Caption));
  return since.isEmpty() ? 0 : metrics.horizontalAdvance(since) + 10;
}

/// Figures are never cut: what is too long for its line goes on in the next one.
int CheckRow::textHeight() const
{
  const widgets::Theme& theme = widgets::Theme::current();
  const auto high = [](const QFont& font, int room, const QString& text) {
    const QFontMetrics metrics(font);
    const int width = std::max(room, 40);
    return metrics.boundingRect(QRect(0, 0, width, 1000), wrapOf(metrics, width, text), text).height();
  };
  const bool isStrong = stateOf(m_check.status) != nullptr;
  return std::max(
      high(theme.font(widgets::FontRole::Caption, isStrong), kSentence - kTitle - 4, trade::checkTitle(m_check)),
      high(theme.font(widgets::FontRole::Caption), width() - kSentence - right() - 4, m_sentence));
}

void CheckRow::setCheck(const trading::CheckResult& check)
{
  const widgets::Language& language = widgets::Language::current();
  m_check = check;
  m_sentence = trade::checkSentence(check);
  const bool fixable = !check.fixes.empty() && check.status == CheckStatus::Blocked;
  if (fixable) {
    const Error& label = check.fixes.front().label;
    m_fix->setText(language.text(label.code, label.arguments));
    m_fix->setAccessibleName(m_fix->text());
  }
  m_fix->setVisible(fixable);
  placeButton();
  setAccessibleName(trade::checkTitle(check) + QStringLiteral(": ") + m_sentence);
  setToolTip(trade::checkTitle(check) + u'\n' + m_sentence + ruleText());
  updateGeometry();
  update();
}

QString CheckRow::sinceText() const
{
  if (!m_check.rule || !m_check.rule->since)
    return {};
  return Tr::tr("since %1").arg(QString::fromStdString(m_check.rule->since->iso()));
}

QString CheckRow::ruleText() const
{
  if (!m_check.rule)
    return {};
  QString text = u'\n' + Tr::tr("Rule %1").arg(QString::fromStdString(m_check.rule->id));
  if (const QString since = sinceText(); !since.isEmpty())
    text += QStringLiteral("  ") + since;
  text += u'\n' + Tr::tr("Source: %1").arg(QString::fromStdString(m_check.rule->source));
  if (!m_check.rule->verified)
    text += u'\n' + Tr::tr("Not verified against the original text");
  return text;
}

void CheckRow::placeButton()
{
  const QSize size = m_fix->sizeHint();
  m_fix->setGeometry(width() - size.width() - 2, (height() - 20) / 2, size.width(), 20);
}

void CheckRow::resizeEvent(QResizeEvent* event)
{
  placeButton();
  if (event->oldSize().width() != width())
    updateGeometry(); // its height goes by its width
}

void CheckRow::paintEvent(QPaintEvent*)
{
  const widgets::Theme& theme = widgets::Theme::current();
  const widgets::ThemeTokens& t = theme.colors();
  QPainter painter(this);
  const widgets::StateColors* state = stateOf(m_check.status);
  if (state != nullptr)
    painter.fillRect(rect(), state->tint);
  const QColor quiet = m_check.status == CheckStatus::NotRun ? t.text.muted : t.text.secondary;
  widgets::drawIcon(painter, QRectF(4, (height() - 14) / 2.0, 14, 14), trade::checkIcon(m_check.status),
      state ? state->text : t.text.muted);
  painter.setFont(theme.font(widgets::FontRole::Caption, state != nullptr));
  painter.setPen(state ? state->text : quiet);
  const QString title = trade::checkTitle(m_check);
  const QRect left(kTitle, 0, kSentence - kTitle - 4, height());
  painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter | wrapOf(painter.fontMetrics(), left.width(), title), title);
  const QString since = m_fix->isHidden() ? sinceText() : QString();
  painter.setFont(theme.font(widgets::FontRole::Caption));
  painter.setPen(state ? state->text : m_check.status == CheckStatus::NotRun ? t.text.muted : t.text.primary);
  const int room = std::max(width() - kSentence - right() - 4, 40);
  painter.drawText(QRect(kSentence, 0, room, height()),
      Qt::AlignLeft | Qt::AlignVCenter | wrapOf(painter.fontMetrics(), room, m_sentence), m_sentence);
  if (since.isEmpty())
    return;
  painter.setPen(t.text.muted);
  painter.drawText(rect().adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, since);
}

CheckList::CheckList(QWidget* parent)
    : QWidget(parent)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addStretch(1);
}

void CheckList::setChecks(const std::vector<trading::CheckResult>& checks)
{
  auto* column = static_cast<QVBoxLayout*>(layout());
  while (m_rows.size() < checks.size()) {
    auto* row = new CheckRow(this);
    connect(row, &CheckRow::fixChosen, this, &CheckList::fixChosen);
    column->insertWidget(static_cast<int>(m_rows.size()), row);
    m_rows.push_back(row);
  }
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    m_rows[i]->setVisible(i < checks.size());
    if (i < checks.size())
      m_rows[i]->setCheck(checks[i]);
  }
  m_used = static_cast<int>(checks.size());
}

std::vector<const CheckRow*> CheckList::rows() const
{
  return {m_rows.begin(), m_rows.begin() + m_used};
}

}
