// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of the overview: what their rows and columns say.
#include "ui/overview/overview_panel.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QToolButton>

namespace zvt::ui {

namespace {

using widgets::CellTone;
using widgets::TableCell;
using widgets::TableColumn;

/// Rows of a table by value: they live as long as the columns do.
struct Line {
  OverviewName name;
  data::OverviewRow row;
};
using Lines = std::shared_ptr<const std::vector<Line>>;

TableCell wordCell(const QString& text)
{
  return {text, {}, CellTone::Neutral, {}};
}

TableCell changeCell(double change)
{
  return {widgets::formatSignedPercent(change), change, widgets::toneOf(change), {}};
}

TableCell moneyCell(double money)
{
  return {widgets::formatLarge(money, widgets::Theme::current().numberStyle()), money, CellTone::Neutral,
      widgets::formatNumber(money, 0)};
}

QString clockOf(std::int64_t micros)
{
  // The exchange's clock is Shanghai's: only its boards have limits like these.
  constexpr std::int64_t kDay = 86'400, kAhead = 8 * 3600;
  const std::int64_t seconds = (micros / 1'000'000 + kAhead) % kDay;
  return QStringLiteral("%1:%2:%3")
      .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
      .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
      .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

std::vector<TableColumn> commonColumns(const Lines& lines)
{
  const auto line = [lines](std::size_t row) -> const Line& { return (*lines)[row]; };
  return {
      {[] { return Tr::tr("Name"); }, false, 92, [line](std::size_t row) { return wordCell(line(row).name.name); }},
      {[] { return Tr::tr("Code"); }, false, 78,
          [line](std::size_t row) { return TableCell{line(row).name.code, {}, CellTone::Muted, {}}; }},
      {[] { return Tr::tr("Last"); }, true, 66,
          [line](std::size_t row) {
            const data::OverviewRow& one = line(row).row;
            return TableCell{
                widgets::formatNumber(one.last, line(row).name.decimals), one.last, widgets::toneOf(one.change()), {}};
          }},
      {[] { return Tr::tr("Chg %"); }, true, 64,
          [line](std::size_t row) { return changeCell(line(row).row.change()); }},
      {[] { return Tr::tr("Turnover"); }, true, 66,
          [line](std::size_t row) { return moneyCell(line(row).row.turnover); }},
  };
}

void addLimitColumns(std::vector<TableColumn>& columns, const Lines& lines)
{
  const auto rowOf = [lines](std::size_t row) -> const data::OverviewRow& { return (*lines)[row].row; };
  columns.insert(columns.begin() + 2,
      {[] { return Tr::tr("Days", "consecutive days at the limit"); }, true, 44,
          [rowOf](std::size_t row) {
            return TableCell{QString::number(rowOf(row).streak), rowOf(row).streak,
                rowOf(row).streak > 1 ? CellTone::Up : CellTone::Neutral,
                Tr::tr("%n days in a row at the upper limit", nullptr, rowOf(row).streak)};
          }});
  columns.push_back({[] { return Tr::tr("Sealed", "money waiting at the limit"); }, true, 66,
      [rowOf](std::size_t row) { return moneyCell(rowOf(row).sealed); }});
  columns.push_back({[] { return Tr::tr("Since", "time of reaching the limit"); }, true, 66,
      [rowOf](std::size_t row) {
        const std::int64_t at = rowOf(row).sealedAt;
        return TableCell{at == 0 ? QString(widgets::kMissing) : clockOf(at), qint64(at), CellTone::Muted,
            at == 0 ? Tr::tr("Known only of quotes that were seen live") : QString()};
      }});
}

void addSpeedColumn(std::vector<TableColumn>& columns, const Lines& lines)
{
  columns.insert(columns.begin() + 2,
      {[] { return Tr::tr("5 min"); }, true, 64,
          [lines](std::size_t row) {
            const data::OverviewRow& one = (*lines)[row].row;
            return changeCell(one.last / one.minutesAgo - 1);
          }});
}

void setWidths(widgets::DataTable* table, const std::vector<TableColumn>& columns)
{
  for (std::size_t i = 0; i < columns.size(); ++i)
    table->setColumnWidth(static_cast<int>(i), columns[i].width);
}

QString whyEmpty(const QString& page)
{
  if (page == u"limits")
    return Tr::tr("No security stands at its upper limit.");
  if (page == u"industries")
    return Tr::tr("The profile holds no industries. Import records of “Industry of a stock” to see them ranked.");
  if (page == u"fast")
    return Tr::tr("The fastest are known once live quotes have been coming for a minute.");
  return Tr::tr("There is nothing to list.");
}

}

const std::vector<std::size_t>& OverviewPanel::placesOf(const QString& page) const
{
  if (page == u"limits")
    return m_overview.limitBoard;
  if (page == u"active")
    return m_overview.mostActive;
  if (page == u"risers")
    return m_overview.risers;
  return page == u"fallers" ? m_overview.fallers : m_overview.fastest;
}

void OverviewPanel::fillTable()
{
  const bool industries = m_page == u"industries";
  const bool empty = industries ? m_overview.industries.empty() : placesOf(m_page).empty();
  if (QWidget* old = std::exchange(m_nothing, nullptr))
    old->deleteLater();
  if (empty) {
    m_nothing = new widgets::EmptyState(
        industries ? QStringLiteral("pool") : QStringLiteral("info"), whyEmpty(m_page), {}, m_views);
    m_views->addWidget(m_nothing);
    m_views->setCurrentWidget(m_nothing);
    m_asList->setEnabled(false);
    return;
  }
  m_asList->setEnabled(true);
  m_views->setCurrentWidget(industries ? m_industryView : m_table);
  if (industries)
    fillIndustries();
  else
    fillRows(placesOf(m_page));
}

void OverviewPanel::fillRows(const std::vector<std::size_t>& places)
{
  auto made = std::make_shared<std::vector<Line>>();
  std::vector<QString> ids;
  for (const std::size_t place : places) {
    made->push_back({m_market.names[place], m_market.input.rows[place]});
    ids.push_back(m_market.names[place].id);
  }
  const Lines lines = made;
  std::vector<TableColumn> columns = commonColumns(lines);
  if (m_page == u"limits")
    addLimitColumns(columns, lines);
  if (m_page == u"fast")
    addSpeedColumn(columns, lines);
  const QModelIndex current = m_table->currentIndex();
  const int chosen = current.isValid() ? m_sorted.mapToSource(current).row() : -1;
  const QString chosenId = chosen >= 0 && chosen < static_cast<int>(m_rowIds.size())
      ? m_rowIds[static_cast<std::size_t>(chosen)]
      : QString();
  const bool otherColumns = columns.size() != m_rows.columns().size();
  const QSignalBlocker blocker(m_table); // a count is no choice
  m_rowIds = std::move(ids);
  m_rows.setContent(columns, m_rowIds.size());
  if (otherColumns)
    setWidths(m_table, columns);
  for (std::size_t row = 0; row < m_rowIds.size(); ++row)
    if (!chosenId.isEmpty() && m_rowIds[row] == chosenId)
      m_table->setCurrentIndex(m_sorted.mapFromSource(m_rows.index(static_cast<int>(row), 0)));
}

void OverviewPanel::fillIndustries()
{
  struct Industry {
    QString name, leader;
    data::IndustryRank rank;
  };
  auto made = std::make_shared<std::vector<Industry>>();
  std::vector<widgets::HeatTile> tiles;
  for (const data::IndustryRank& rank : m_overview.industries) {
    const QString name = QString::fromStdString(m_market.input.industries[static_cast<std::size_t>(rank.industry)]);
    made->push_back({name, m_market.names[rank.leader].name, rank});
    tiles.push_back({name, name, rank.turnover > 0 ? rank.turnover : 1, rank.change});
  }
  m_heat->setTiles(std::move(tiles));
  const std::shared_ptr<const std::vector<Industry>> lines = made;
  std::vector<TableColumn> columns{
      {[] { return Tr::tr("Industry"); }, false, 110,
          [lines](std::size_t row) { return wordCell((*lines)[row].name); }},
      {[] { return Tr::tr("Chg %"); }, true, 64,
          [lines](std::size_t row) { return changeCell((*lines)[row].rank.change); }},
      {[] { return Tr::tr("Turnover"); }, true, 66,
          [lines](std::size_t row) { return moneyCell((*lines)[row].rank.turnover); }},
      {[] { return Tr::tr("▲ / ▼"); }, true, 64,
          [lines](std::size_t row) {
            const data::IndustryRank& rank = (*lines)[row].rank;
            return TableCell{
                QStringLiteral("%1 / %2").arg(rank.up).arg(rank.down), rank.up - rank.down, CellTone::Neutral, {}};
          }},
      {[] { return Tr::tr("Leader"); }, false, 92, [lines](std::size_t row) { return wordCell((*lines)[row].leader); }},
  };
  const bool first = m_industryRows.columns().empty();
  const QString chosen = m_industryTable->currentIndex().siblingAtColumn(0).data().toString();
  const QSignalBlocker blocker(m_industryTable); // a count is no choice
  m_industryRows.setContent(columns, lines->size());
  for (int row = 0; row < m_industryRows.rowCount(); ++row)
    if (m_industryRows.index(row, 0).data().toString() == chosen)
      m_industryTable->setCurrentIndex(m_industryRows.index(row, 0));
  if (first)
    setWidths(m_industryTable, columns);
}

}
