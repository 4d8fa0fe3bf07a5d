// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_model.h"

#include <algorithm>

namespace zvt::ui {

void WatchlistModel::setList(data::WatchlistPtr list, const EntityTablePtr& entities, const StoredDays& days)
{
  beginResetModel();
  m_list = std::move(list);
  m_titles.clear();
  m_counts.clear();
  const std::size_t before = m_quotes.size();
  for (const data::WatchGroup& group : m_list->groups) {
    m_titles.push_back(QString::fromStdString(group.name));
    m_counts.push_back(static_cast<int>(group.items.size()));
    for (const data::WatchItem& item : group.items) {
      const auto index = entities ? entities->find(item.entityId) : std::nullopt;
      const int slot = m_quotes.add(item.entityId, index ? &entities->at(*index) : nullptr);
      m_notes.resize(std::max(m_notes.size(), m_quotes.size()));
      m_notes[static_cast<std::size_t>(slot)] = QString::fromStdString(item.note);
    }
  }
  m_live.resize(m_quotes.size());
  if (m_quotes.size() != before)
    fillStored(days);
  m_rows = arranged();
  retranslate();
  endResetModel();
}

void WatchlistModel::fillStored(const StoredDays& days)
{
  m_stored = days;
  for (int slot = 0; days && slot < static_cast<int>(m_quotes.size()); ++slot)
    fillStored(slot);
}

void WatchlistModel::fillStored(int slot)
{
  if (!m_stored)
    return;
  const std::string& id = m_quotes.facts(slot).entityId;
  const auto found = std::lower_bound(m_stored->begin(), m_stored->end(), id,
      [](const data::DailySnapshot& day, const std::string& key) { return day.entityId < key; });
  if (found == m_stored->end() || found->entityId != id) {
    m_quotes.forgetStored(slot); // listed later than the day that is looked at
    return;
  }
  m_quotes.setStored(slot, *found);
  Live& live = m_live[static_cast<std::size_t>(slot)];
  if (!live.minutes) {
    live.line = found->closes;
    live.base = found->closes.empty() ? 0 : found->closes.front();
  }
}

void WatchlistModel::setStored(const StoredDays& days)
{
  fillStored(days);
  for (Live& live : m_live)
    live.changed = ~std::uint64_t{0};
  rearrange();
  if (!m_rows.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void WatchlistModel::setFilter(const QString& text)
{
  if (std::exchange(m_filter, text.trimmed()) == text.trimmed())
    return;
  beginResetModel();
  m_rows = arranged();
  endResetModel();
}

std::vector<WatchlistModel::Row> WatchlistModel::arranged() const
{
  std::vector<Row> rows;
  for (std::size_t g = 0; g < m_list->groups.size(); ++g) {
    const data::WatchGroup& group = m_list->groups[g];
    const int number = static_cast<int>(g);
    std::vector<Row> part;
    for (std::size_t i = 0; i < group.items.size(); ++i) {
      const int slot = m_quotes.slotOf(group.items[i].entityId);
      if (m_filter.isEmpty() || m_quotes.facts(slot).search.contains(m_filter, Qt::CaseInsensitive))
        part.push_back({slot, number, static_cast<int>(i)});
    }
    sortRows(part);
    // A search looks into folded groups, and leaves out those without a match.
    if (g > 0 && (m_filter.isEmpty() || !part.empty()))
      rows.push_back({-1, number, 0});
    if (g == 0 || !group.collapsed || !m_filter.isEmpty())
      rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

void WatchlistModel::sortRows(std::vector<Row>& rows) const
{
  if (m_sortColumn < 0)
    return;
  const bool isFormula = m_sortColumn >= kWatchFields;
  const auto field = static_cast<WatchField>(m_sortColumn);
  const bool descending = m_sortOrder == Qt::DescendingOrder;
  if (!isFormula && !infoOf(field).right && field != WatchField::Limit) {
    const auto textOf = [&](const Row& row) {
      const QuoteFacts& facts = m_quotes.facts(row.slot);
      return field == WatchField::Name ? facts.name
          : field == WatchField::Code  ? facts.code
                                       : m_notes[static_cast<std::size_t>(row.slot)];
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
      const int order = textOf(a).localeAwareCompare(textOf(b));
      return descending ? order > 0 : order < 0;
    });
    return;
  }
  // The figures once: sorting asks for each many times.
  std::vector<std::pair<double, Row>> keyed;
  keyed.reserve(rows.size());
  for (const Row& row : rows)
    keyed.emplace_back(sortFigure(row.slot), row);
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    if (std::isnan(a.first) || std::isnan(b.first)) // what is not known comes last either way
      return !std::isnan(a.first) && std::isnan(b.first);
    return descending ? a.first > b.first : a.first < b.first;
  });
  std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto& one) { return one.second; });
}

double WatchlistModel::sortFigure(int slot) const
{
  return m_sortColumn < kWatchFields ? figure(slot, static_cast<WatchField>(m_sortColumn))
                                     : formulaValue(slot, static_cast<std::size_t>(m_sortColumn - kWatchFields));
}

void WatchlistModel::rearrange()
{
  m_orderIsOld = false;
  std::vector<Row> rows = arranged();
  const auto same = [](const Row& a, const Row& b) { return a.slot == b.slot && a.group == b.group; };
  if (std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), same))
    return;
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  // A row is known by its slot, a heading by its group.
  std::vector<int> ofSlot(m_quotes.size(), -1), ofGroup(m_list->groups.size(), -1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& places = rows[i].slot < 0 ? ofGroup : ofSlot;
    places[static_cast<std::size_t>(rows[i].slot < 0 ? rows[i].group : rows[i].slot)] = static_cast<int>(i);
  }
  QModelIndexList from = persistentIndexList(), to;
  for (const QModelIndex& old : from) {
    const Row& row = m_rows[static_cast<std::size_t>(old.row())];
    const int place =
        row.slot < 0 ? ofGroup[static_cast<std::size_t>(row.group)] : ofSlot[static_cast<std::size_t>(row.slot)];
    to.append(index(place, old.column()));
  }
  m_rows = std::move(rows);
  changePersistentIndexList(from, to);
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void WatchlistModel::sort(int column, Qt::SortOrder order)
{
  m_sortColumn = column < columnCount() ? column : -1;
  m_sortOrder = order;
  rearrange();
}

int WatchlistModel::rowOf(const QString& entityId) const
{
  const int slot = m_quotes.slotOf(entityId.toStdString());
  const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.slot == slot; });
  return slot < 0 || found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString WatchlistModel::entityAt(int row) const
{
  return row < 0 || row >= rowCount() || isHeading(row) ? QString() : m_quotes.facts(slotAt(row)).id;
}

bool WatchlistModel::isHeading(int row) const
{
  return row >= 0 && row < rowCount() && slotAt(row) < 0;
}

int WatchlistModel::groupAt(int row) const
{
  return row < 0 || row >= rowCount() ? 0 : m_rows[static_cast<std::size_t>(row)].group;
}

int WatchlistModel::headingOf(int group) const
{
  const auto found =
      std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.slot < 0 && row.group == group; });
  return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

data::WatchPlace WatchlistModel::placeAbove(int row) const
{
  if (m_rows.empty() || row <= 0)
    return {};
  // Above a heading is the end of what stands before it.
  if (row >= rowCount() || isHeading(row)) {
    const Row& before = m_rows[static_cast<std::size_t>(std::min(row, rowCount()) - 1)];
    if (before.slot < 0)
      return {static_cast<std::size_t>(before.group), 0};
    return {static_cast<std::size_t>(before.group), static_cast<std::size_t>(before.item) + 1};
  }
  const Row& at = m_rows[static_cast<std::size_t>(row)];
  return {static_cast<std::size_t>(at.group), static_cast<std::size_t>(at.item)};
}

const data::WatchItem* WatchlistModel::itemAt(int row) const
{
  if (row < 0 || row >= rowCount() || isHeading(row))
    return nullptr;
  const Row& at = m_rows[static_cast<std::size_t>(row)];
  return &m_list->groups[static_cast<std::size_t>(at.group)].items[static_cast<std::size_t>(at.item)];
}

double WatchlistModel::figure(int slot, WatchField field) const
{
  switch (field) {
  case WatchField::Last:
    return m_quotes.value(slot, QuoteField::Last);
  case WatchField::Change:
    return m_quotes.change(slot);
  case WatchField::ChangePercent:
  case WatchField::Line:
    return m_quotes.changeRatio(slot);
  case WatchField::Volume:
    return m_quotes.value(slot, QuoteField::Volume);
  case WatchField::Turnover:
    return m_quotes.value(slot, QuoteField::Turnover);
  case WatchField::TurnoverRate:
    return m_quotes.turnoverRate(slot);
  case WatchField::High:
    return m_quotes.value(slot, QuoteField::High);
  case WatchField::Low:
    return m_quotes.value(slot, QuoteField::Low);
  case WatchField::Open:
    return m_quotes.value(slot, QuoteField::Open);
  case WatchField::Previous:
    return m_quotes.value(slot, QuoteField::Previous);
  case WatchField::Amplitude:
    return m_quotes.amplitude(slot);
  case WatchField::VolumeRatio:
    return m_quotes.volumeRatio(slot, m_market);
  case WatchField::Bid:
    return m_quotes.value(slot, QuoteField::Bid);
  case WatchField::Ask:
    return m_quotes.value(slot, QuoteField::Ask);
  case WatchField::Imbalance:
    return m_quotes.imbalance(slot);
  case WatchField::Limit:
    return m_quotes.limitState(slot);
  case WatchField::Average:
    return m_quotes.average(slot);
  case WatchField::Age:
    return m_quotes.isLive(slot) ? static_cast<double>((m_market - m_quotes.received(slot)).micros) : std::nan("");
  case WatchField::Day:
    return m_quotes.day(slot) ? m_quotes.day(slot)->days : std::nan("");
  case WatchField::Name:
  case WatchField::Code:
  case WatchField::Note:
    break;
  }
  return std::nan("");
}

int WatchlistModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WatchlistModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : kWatchFields + static_cast<int>(m_formulas.size());
}

}
