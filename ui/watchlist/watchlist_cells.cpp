// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of a watchlist show: for painting (typed) and for everybody else (roles).
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlist_model.h"
#include "widgets/base/theme.h"

#include <array>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::NumberText;

constexpr std::uint64_t bit(WatchField field)
{
  return std::uint64_t{1} << static_cast<unsigned>(field);
}

/// Prices that are coloured against the close before.
constexpr std::uint64_t kPrices = bit(WatchField::Last) | bit(WatchField::Open) | bit(WatchField::High)
    | bit(WatchField::Low) | bit(WatchField::Bid) | bit(WatchField::Ask) | bit(WatchField::Average);
/// Figures that are coloured by their own sign.
constexpr std::uint64_t kSigned = bit(WatchField::Change) | bit(WatchField::ChangePercent) | bit(WatchField::Imbalance);

bool isIn(WatchField field, std::uint64_t set)
{
  return (set & bit(field)) != 0;
}

NumberText numberOf(WatchField field, double value, int decimals)
{
  switch (field) {
  case WatchField::Change:
    return NumberText::signedNumber(value, decimals);
  case WatchField::ChangePercent:
  case WatchField::Imbalance:
    return NumberText::signedPercent(value);
  case WatchField::TurnoverRate:
  case WatchField::Amplitude:
    return NumberText::percent(value);
  case WatchField::Volume:
  case WatchField::Turnover:
    return NumberText::large(value, widgets::Theme::current().numberStyle());
  case WatchField::VolumeRatio:
    return NumberText::number(value, 2);
  default:
    return NumberText::number(value, decimals);
  }
}

}

QString WatchlistModel::ageText(int slot) const
{
  const std::int64_t tenths = std::max<std::int64_t>(0, (m_market - m_quotes.received(slot)).micros / 100'000);
  if (tenths < 600)
    return Tr::tr("%1 s", "seconds").arg(widgets::formatNumber(static_cast<double>(tenths) / 10, tenths < 100 ? 1 : 0));
  const std::int64_t minutes = tenths / 600;
  return minutes < 600 ? Tr::tr("%1 min", "minutes").arg(minutes) : Tr::tr("%1 h", "hours").arg(minutes / 60);
}

void WatchlistModel::fillText(int slot, const Row& row, WatchField field, widgets::LiveCell& cell) const
{
  const QuoteFacts& facts = m_quotes.facts(slot);
  const Live& live = m_live[static_cast<std::size_t>(slot)];
  switch (field) {
  case WatchField::Name:
    cell.words = &facts.name;
    cell.clock = live.stale;
    cell.note =
        !m_list->groups[static_cast<std::size_t>(row.group)].items[static_cast<std::size_t>(row.item)].note.empty();
    break;
  case WatchField::Code:
    cell.words = &facts.code;
    cell.tone = CellTone::Muted;
    break;
  case WatchField::Note:
    cell.words = &m_notes[static_cast<std::size_t>(slot)];
    cell.tone = CellTone::Secondary;
    break;
  case WatchField::Limit:
    if (const int side = m_quotes.limitState(slot); side != 0) {
      cell.words = side > 0 ? &m_upperLimit : &m_lowerLimit;
      cell.tone = side > 0 ? CellTone::Up : CellTone::Down;
    }
    break;
  case WatchField::Age:
    if (m_quotes.isLive(slot))
      cell.number.append(ageText(slot));
    cell.tone = CellTone::Muted;
    break;
  case WatchField::Day:
    cell.tone = CellTone::Muted;
    if (const std::optional<TradingDay> day = m_quotes.day(slot))
      cell.number.append(QString::fromStdString(day->iso()));
    else
      cell.number.append(widgets::kMissing);
    break;
  case WatchField::Line:
    if (live.line.size() > 1) {
      cell.line = live.line;
      cell.base = live.base;
    }
    break;
  default:
    break;
  }
}

void WatchlistModel::liveCell(int row, int column, widgets::LiveCell& cell) const
{
  const Row& at = m_rows[static_cast<std::size_t>(row)];
  if (at.slot < 0)
    return;
  if (column >= kWatchFields) {
    fillFormula(at.slot, static_cast<std::size_t>(column - kWatchFields), cell);
    return;
  }
  const auto field = static_cast<WatchField>(column);
  const Live& live = m_live[static_cast<std::size_t>(at.slot)];
  cell.right = infoOf(field).right;
  cell.stale = live.stale || m_quotes.isHalted(at.slot);
  if (const int kind = flashKindOf(field); kind >= 0)
    cell.flash = live.flash[static_cast<std::size_t>(kind)];
  fillText(at.slot, at, field, cell);
  if (cell.words != nullptr || !cell.number.isEmpty() || !cell.line.empty() || field == WatchField::Limit
      || field == WatchField::Age || field == WatchField::Line)
    return;
  if (field == WatchField::ChangePercent && m_quotes.isHalted(at.slot)) {
    cell.words = &m_halted;
    return;
  }
  const double value = figure(at.slot, field);
  cell.number = numberOf(field, value, m_quotes.facts(at.slot).decimals);
  if (std::isnan(value))
    cell.tone = CellTone::Muted;
  else if (isIn(field, kPrices))
    cell.tone = widgets::toneOf(value - m_quotes.value(at.slot, QuoteField::Previous));
  else if (isIn(field, kSigned))
    cell.tone = widgets::toneOf(value);
  if (field == WatchField::Last)
    cell.limit = static_cast<std::int8_t>(m_quotes.limitState(at.slot));
}

void WatchlistModel::liveRow(int row, widgets::LiveRow& shape) const
{
  const Row& at = m_rows[static_cast<std::size_t>(row)];
  const data::WatchGroup& group = m_list->groups[static_cast<std::size_t>(at.group)];
  shape.heading = at.slot < 0;
  if (shape.heading) {
    shape.title = &m_titles[static_cast<std::size_t>(at.group)];
    shape.collapsed = group.collapsed && m_filter.isEmpty();
    shape.count = m_counts[static_cast<std::size_t>(at.group)];
  } else {
    shape.mark = static_cast<std::uint8_t>(group.items[static_cast<std::size_t>(at.item)].flag);
  }
}

QString WatchlistModel::toolTip(int row, WatchField field) const
{
  const int slot = slotAt(row);
  const QuoteFacts& facts = m_quotes.facts(slot);
  QStringList lines;
  if (field == WatchField::Name || field == WatchField::Note)
    if (const data::WatchItem* item = itemAt(row); item && !item->note.empty())
      lines << QString::fromStdString(item->note);
  if (field == WatchField::Volume || field == WatchField::Turnover)
    lines << widgets::formatNumber(figure(slot, field), 0);
  if (m_quotes.isLive(slot)) {
    lines << Tr::tr("Quote received %1 ago").arg(ageText(slot));
    if (m_quotes.isHalted(slot))
      lines << Tr::tr("Trading is halted");
  } else if (facts.hasBar) {
    lines << Tr::tr("Stored bar of %1; there is no live quote").arg(QString::fromStdString(facts.day.iso()));
  } else {
    lines << Tr::tr("No bars are stored of this security");
  }
  if (facts.synthetic)
    lines << Tr::tr("Synthetic sample data");
  return lines.join(u'\n');
}

QVariant WatchlistModel::data(const QModelIndex& index, int role) const
{
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const int row = index.row();
  const auto field = static_cast<WatchField>(index.column());
  if (role == HeadingRole)
    return isHeading(row);
  if (isHeading(row)) {
    const bool words = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    return words && index.column() == 0 ? QVariant(m_titles[static_cast<std::size_t>(groupAt(row))]) : QVariant();
  }
  const bool isFormula = index.column() >= kWatchFields;
  switch (role) {
  case Qt::TextAlignmentRole:
    return int(Qt::AlignVCenter | (isFormula || infoOf(field).right ? Qt::AlignRight : Qt::AlignLeft));
  case Qt::ToolTipRole:
    return isFormula ? formulaToolTip(slotAt(row), static_cast<std::size_t>(index.column() - kWatchFields))
                     : toolTip(row, field);
  case EntityRole:
    return m_quotes.facts(slotAt(row)).id;
  case NoteRole:
    return m_notes[static_cast<std::size_t>(slotAt(row))];
  case widgets::SortRole:
    return isFormula ? formulaValue(slotAt(row), static_cast<std::size_t>(index.column() - kWatchFields))
                     : figure(slotAt(row), field);
  case Qt::DisplayRole:
  case widgets::ToneRole:
  case widgets::StaleRole:
  case widgets::LimitRole:
  case widgets::FlashRole:
    break;
  default:
    return {};
  }
  widgets::LiveCell cell;
  liveCell(row, index.column(), cell);
  switch (role) {
  case widgets::ToneRole:
    return int(cell.tone);
  case widgets::StaleRole:
    return cell.stale;
  case widgets::LimitRole:
    return int(cell.limit);
  case widgets::FlashRole:
    return int(cell.flash);
  default:
    return cell.text().toString();
  }
}

QVariant WatchlistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
    return {};
  if (section >= kWatchFields) {
    const data::WatchColumn& formula = m_formulas[static_cast<std::size_t>(section - kWatchFields)];
    return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignVCenter | Qt::AlignRight))
        : role == Qt::DisplayRole        ? QVariant(titleOfFormula(formula))
        : role == Qt::ToolTipRole        ? QVariant(formulaHelp(static_cast<std::size_t>(section - kWatchFields)))
                                         : QVariant();
  }
  const auto field = static_cast<WatchField>(section);
  switch (role) {
  case Qt::TextAlignmentRole:
    return int(Qt::AlignVCenter | (infoOf(field).right ? Qt::AlignRight : Qt::AlignLeft));
  case Qt::DisplayRole:
    return titleOf(field);
  case Qt::ToolTipRole:
    return helpOf(field).isEmpty() ? QVariant() : QVariant(helpOf(field));
  default:
    return {};
  }
}

void WatchlistModel::retranslate()
{
  m_upperLimit = Tr::tr("Limit ▲", "at the upper price limit");
  m_lowerLimit = Tr::tr("Limit ▼", "at the lower price limit");
  m_halted = Tr::tr("Halted");
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

}
