// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/lane_feature.h"

#include "core/factor/column_source.h"
#include "core/factor/columns.h"
#include "core/storage/profile.h"
#include "core/storage/schema_registry.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/tag_lanes.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/chart/lane_view.h"

#include <QJsonArray>
#include <QMenu>
#include <QToolButton>
#include <QUndoCommand>
#include <QUndoStack>

#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace zvt::ui {

namespace {

using widgets::LaneModel;

/// What people look at first.
constexpr std::array kUsual = {"pe_ttm", "pb", "ps_ttm", "roe_ttm", "market_cap", "turnover_rate"};

bool isChinese()
{
  return widgets::Language::current().code().startsWith(QLatin1String("zh"));
}

QString nameOfLane(const QString& lane)
{
  if (const auto tags = tagLaneFrom(lane))
    return nameOf(*tags);
  const auto* column = factor::ColumnCatalogue::builtIn().find(lane.toStdString());
  if (column == nullptr)
    return lane.toUpper();
  return isChinese() && !column->aliases.empty() ? QString::fromStdString(column->aliases.front())
                                                 : QString::fromStdString(column->name).toUpper();
}

class LanesCommand : public QUndoCommand {
public:
  using Apply = std::function<void(const QStringList&)>;
  LanesCommand(QStringList before, QStringList after, Apply apply)
      : QUndoCommand(Tr::tr("Change the lanes"))
      , m_before(std::move(before))
      , m_after(std::move(after))
      , m_apply(std::move(apply))
  {
  }
  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }

private:
  QStringList m_before, m_after;
  Apply m_apply;
};

/// What a worker needs to know of a lane.
struct Wanted {
  QString lane, name;
};

Result<LaneModel> columnLane(const ChartReading& reading, const Wanted& wanted)
{
  const std::string column = wanted.lane.toStdString();
  market::BarSeriesPtr bars = reading.model.bars;
  if (reading.columns != nullptr) {
    const std::array<std::string, 1> names{column};
    ZVT_TRY(bars, reading.columns->fill(bars, names));
  }
  const auto* values = bars->extra(column);
  if (values == nullptr)
    return fail("chart.no_column", {{"column", column}});
  return LaneModel{LaneModel::Kind::Line, wanted.name, *values, {}};
}

/// One that fails leaves its place empty; when all do, the first says why.
Result<widgets::LaneSet> readLanes(const ChartReading& reading, const std::vector<Wanted>& wanted, bool chinese)
{
  widgets::LaneSet set;
  std::optional<Error> problem;
  std::size_t failed = 0;
  for (const Wanted& one : wanted) {
    const auto tags = tagLaneFrom(one.lane);
    Result<LaneModel> lane = tags
        ? tagLane(*tags, reading.profile, *reading.model.bars, reading.calendar, one.name, chinese)
        : columnLane(reading, one);
    if (lane) {
      set.lanes.push_back(*std::move(lane));
      continue;
    }
    ++failed;
    if (!problem)
      problem = lane.error();
    set.lanes.push_back(
        {LaneModel::Kind::Line, one.name, std::vector<double>(reading.model.bars->size(), std::nan("")), {}});
  }
  if (problem && failed == wanted.size())
    return std::unexpected(*std::move(problem));
  return set;
}

}

LaneFeature::LaneFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_view(new widgets::LaneView(&owner))
    , m_button(new QToolButton(&owner))
{
  m_view->setObjectName(QStringLiteral("columnLaneView"));
  owner.addBelow(m_view);
  m_view->follow(owner.view());
  m_button->setObjectName(QStringLiteral("lanesButton"));
  m_button->setIcon(widgets::icon(QStringLiteral("tag")));
  m_button->setAutoRaise(true);
  m_button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(m_button);
  m_button->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    fill(*menu);
  });
  owner.addTool(m_button);
  retranslate();
}

QJsonObject LaneFeature::saveState() const
{
  return m_lanes.isEmpty() ? QJsonObject()
                           : QJsonObject{{QStringLiteral("lanes"), QJsonArray::fromStringList(m_lanes)}};
}

void LaneFeature::restoreState(const QJsonObject& state)
{
  m_lanes.clear();
  for (const QJsonValue& value : state.value(QLatin1String("lanes")).toArray())
    if (const QString lane = value.toString();
        !lane.isEmpty() && !m_lanes.contains(lane) && m_lanes.size() < kMostLanes)
      m_lanes << lane;
}

void LaneFeature::arrive(std::shared_ptr<const widgets::LaneSet> lanes)
{
  m_hasArrived = true;
  m_view->setLanes(std::move(lanes));
}

void LaneFeature::shown()
{
  if (!std::exchange(m_hasArrived, false))
    m_view->setLanes(nullptr); // those there are of other bars
}

ChartReader LaneFeature::reader()
{
  if (m_lanes.isEmpty()) {
    m_view->setLanes(nullptr);
    return {};
  }
  std::vector<Wanted> wanted;
  for (const QString& lane : m_lanes)
    wanted.push_back({lane, nameOfLane(lane)});
  return [self = QPointer<LaneFeature>(this), wanted = std::move(wanted), chinese = isChinese(),
             title = Tr::tr("Lanes under the chart")](const ChartReading& reading) -> Result<std::function<void()>> {
    Result<widgets::LaneSet> lanes = readLanes(reading, wanted, chinese);
    if (!lanes)
      return std::unexpected(std::move(lanes).error());
    lanes->title = title;
    return [self, set = std::make_shared<const widgets::LaneSet>(*std::move(lanes))] {
      if (self)
        self->arrive(set);
    };
  };
}

void LaneFeature::choose(const QStringList& lanes)
{
  if (lanes != m_lanes && lanes.size() <= kMostLanes)
    panel().undoStack()->push(
        new LanesCommand(m_lanes, lanes, [self = QPointer<LaneFeature>(this)](const QStringList& chosen) {
          if (self)
            self->set(chosen);
        }));
}

void LaneFeature::set(const QStringList& lanes)
{
  m_lanes = lanes;
  if (m_lanes.isEmpty())
    m_view->setLanes(nullptr);
  panel().reload();
}

void LaneFeature::addChoice(QMenu& menu, const QString& lane)
{
  QAction* action = menu.addAction(nameOfLane(lane));
  action->setObjectName(QStringLiteral("lane:") + lane);
  action->setCheckable(true);
  action->setChecked(m_lanes.contains(lane));
  action->setEnabled(action->isChecked() || m_lanes.size() < kMostLanes);
  connect(action, &QAction::triggered, this, [this, lane](bool wanted) {
    QStringList lanes = m_lanes;
    if (wanted)
      lanes << lane;
    else
      lanes.removeAll(lane);
    choose(lanes);
  });
}

void LaneFeature::fill(QMenu& menu)
{
  menu.addSection(Tr::tr("Tags, as of their time"));
  for (const TagLane lane : kTagLanes)
    addChoice(menu, keyOf(lane));
  menu.addSection(Tr::tr("Figures, as of their publication"));
  for (const char* column : kUsual)
    addChoice(menu, QLatin1String(column));
  menu.addSeparator();
  // The rest by the table that it comes from.
  std::map<std::string, QMenu*> tables;
  const storage::Profile* profile = panel().context().profile;
  for (const factor::ColumnInfo& column : factor::ColumnCatalogue::builtIn().columns()) {
    QMenu*& table = tables[column.table];
    if (table == nullptr) {
      const storage::RecordSchema* schema = profile != nullptr ? profile->schemas().find(column.table) : nullptr;
      table =
          menu.addMenu(schema == nullptr ? QString::fromStdString(column.table)
                                         : QString::fromStdString(isChinese() ? schema->label.zh : schema->label.en));
    }
    addChoice(*table, QString::fromStdString(column.name));
  }
  menu.addSeparator();
  menu.addAction(Tr::tr("&No lanes"), this, [this] { choose({}); })->setEnabled(!m_lanes.isEmpty());
}

void LaneFeature::fillMenu(QMenu& menu)
{
  QMenu* lanes = menu.addMenu(widgets::icon(QStringLiteral("tag")), Tr::tr("&Lanes"));
  lanes->setObjectName(QStringLiteral("lanesMenu"));
  fill(*lanes);
}

void LaneFeature::retranslate()
{
  m_button->setToolTip(Tr::tr("Lanes under the chart: fundamentals, industry, tags"));
  m_button->setAccessibleName(m_button->toolTip());
}

}
