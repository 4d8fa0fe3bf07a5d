// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/compare_feature.h"

#include "core/data/market_data.h"
#include "ui/chart/change_command.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/compare_drop.h"
#include "ui/shell/add_symbol.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QPointer>
#include <QToolButton>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::LayerLegendEntry;
using widgets::PriceScale;

namespace {

bool hasShared(const std::vector<ComparedSecurity>& securities)
{
  return std::any_of(securities.begin(), securities.end(),
      [](const ComparedSecurity& one) { return one.mode == CompareMode::Percent; });
}

bool isRelative(PriceScale scale)
{
  return scale == PriceScale::Percent || scale == PriceScale::Rebased;
}

}

CompareFeature::CompareFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_axes(new widgets::SecondAxisLayer(*panel.view(), this))
    , m_legend(new widgets::LayerLegend(
          *panel.view(), [this](std::size_t bar) { return entries(bar); }, this))
    , m_tool(new QToolButton)
    , m_presenter(new Presenter(panel.context(), &panel, [&panel] { panel.reload(); }))
{
  panel.view()->addLayer(m_axes);
  panel.view()->addLayer(m_legend);
  connect(m_legend, &widgets::LayerLegend::pressed, this,
      [this](int entry, const QPoint& at) { pressEntry(static_cast<std::size_t>(entry), at); });
  connect(panel.view(), &widgets::ChartView::paneRemovalAsked, this, &CompareFeature::removePane);
  m_tool->setObjectName(QStringLiteral("compareButton"));
  m_tool->setIcon(widgets::icon(QStringLiteral("compare")));
  m_tool->setAutoRaise(true);
  panel.addTool(m_tool);
  connect(m_tool, &QToolButton::clicked, this, &CompareFeature::openBox);
  auto* drop = new CompareDrop(&panel, panel.view());
  connect(drop, &CompareDrop::dropped, this, [this](const QStringList& ids) {
    for (const QString& id : ids)
      add(id);
  });
  m_presenter->setQuiet(true);
  m_presenter->watchMarket([this](const data::MarketChange& change) {
    return std::any_of(m_securities.begin(), m_securities.end(),
        [&](const ComparedSecurity& one) { return one.entityId == change.entityId; });
  });
}

QJsonObject CompareFeature::saveState() const
{
  QJsonObject state;
  if (!m_securities.empty())
    state.insert(QStringLiteral("securities"), toJson(m_securities));
  QJsonArray keys;
  for (const std::string& key : m_ownAxes)
    keys.append(QString::fromStdString(key));
  if (!keys.isEmpty())
    state.insert(QStringLiteral("ownAxes"), keys);
  return state;
}

void CompareFeature::restoreState(const QJsonObject& state)
{
  std::vector<std::string> keys;
  for (const QJsonValue& key : state.value(QLatin1String("ownAxes")).toArray())
    keys.push_back(key.toString().toStdString());
  setOwnAxes(keys);
  setSecurities(comparedFromJson(state.value(QLatin1String("securities")).toArray()));
}

void CompareFeature::setSecurities(const std::vector<ComparedSecurity>& securities)
{
  if (std::exchange(m_securities, securities) != securities)
    panel().reload();
}

ChartReader CompareFeature::reader()
{
  if (m_securities.empty() && m_ownAxes.empty()) {
    take({}, {});
    return {};
  }
  QStringList names, titles;
  const QString own = nameOf(panel().context(), panel().request().entityId);
  for (std::size_t i = 0; i < m_securities.size(); ++i) {
    names.append(nameAt(i));
    titles.append(paneTitle(m_securities[i], own, names.back()));
  }
  return [self = QPointer(this), securities = m_securities, keys = m_ownAxes, names, titles](
             const ChartReading& reading) -> Result<std::function<void()>> {
    auto columns = std::make_shared<ComparedColumns>(readCompared(reading, securities, names, titles, keys));
    return [self, securities, columns] {
      if (self)
        self->take(securities, std::move(*columns));
    };
  };
}

void CompareFeature::take(const std::vector<ComparedSecurity>& securities, ComparedColumns columns)
{
  m_shown = securities;
  m_columns = std::move(columns);
  m_axes->setAxes(std::exchange(m_columns.axes, nullptr));
  followQuotes();
}

QString CompareFeature::nameAt(std::size_t index) const
{
  return nameOf(panel().context(), m_securities[index].entityId);
}

void CompareFeature::add(const QString& entityId, CompareMode mode)
{
  const std::string id = entityId.toStdString();
  const bool isThere = std::any_of(m_securities.begin(), m_securities.end(),
      [&](const ComparedSecurity& one) { return one.entityId == id && one.mode == mode; });
  if (isThere || id.empty() || id == panel().request().entityId)
    return;
  std::vector<ComparedSecurity> wanted = m_securities;
  ComparedSecurity one;
  one.entityId = id;
  one.mode = mode;
  one.color = nextColor(wanted);
  wanted.push_back(std::move(one));
  choose(std::move(wanted));
}

void CompareFeature::choose(std::vector<ComparedSecurity> securities)
{
  if (securities == m_securities)
    return;
  const bool sharedBefore = hasShared(m_securities), sharedAfter = hasShared(securities);
  QUndoStack* stack = panel().undoStack();
  const QString text = Tr::tr("Change what is compared");
  stack->beginMacro(text);
  stack->push(new ChangeCommand<std::vector<ComparedSecurity>>(
      text, m_securities, std::move(securities), [self = QPointer(this)](const std::vector<ComparedSecurity>& chosen) {
        if (self)
          self->setSecurities(chosen);
      }));
  const PriceScale scale = panel().look().scale;
  if (!sharedBefore && sharedAfter && !isRelative(scale)) {
    m_scaleBefore = scale;
    panel().chooseScale(PriceScale::Percent);
  } else if (sharedBefore && !sharedAfter && m_scaleBefore && scale == PriceScale::Percent) {
    panel().chooseScale(*std::exchange(m_scaleBefore, {}));
  }
  stack->endMacro();
}

void CompareFeature::change(std::size_t index, const std::function<void(ComparedSecurity&)>& edit)
{
  if (index >= m_securities.size())
    return;
  std::vector<ComparedSecurity> wanted = m_securities;
  edit(wanted[index]);
  choose(std::move(wanted));
}

void CompareFeature::removeAt(std::size_t index)
{
  if (index >= m_securities.size())
    return;
  std::vector<ComparedSecurity> wanted = m_securities;
  wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(index));
  choose(std::move(wanted));
}

void CompareFeature::removePane(std::size_t pane)
{
  const auto& model = panel().view()->model();
  if (!model || pane == 0 || pane > model->panes.size())
    return;
  for (std::size_t i = 0; i < m_securities.size(); ++i)
    if (m_securities[i].hasPane() && paneKey(m_securities[i]) == model->panes[pane - 1].key) {
      removeAt(i);
      return;
    }
}

void CompareFeature::openBox()
{
  if (m_box == nullptr) {
    m_box = new AddSymbol(panel().context(), panel().content());
    connect(m_box, &AddSymbol::chosen, this, [this](const QString& id) { add(id); });
    connect(m_box, &AddSymbol::closed, this, [this] { panel().view()->setFocus(); });
  }
  m_box->open(m_tool);
}

std::vector<LayerLegendEntry> CompareFeature::entries(std::size_t bar) const
{
  std::vector<LayerLegendEntry> entries;
  const auto scene = panel().view()->scene();
  if (!scene || m_shown != m_securities) // those of now are still being read
    return entries;
  const std::size_t base = widgets::baseBarOf(scene->model(), scene->look(), scene->inSight().first);
  const auto valueAt = [](const std::vector<double>& values, std::size_t i) {
    return i < values.size() ? values[i] : std::nan("");
  };
  for (std::size_t i = 0; i < m_shown.size(); ++i) {
    const ComparedSecurity& one = m_shown[i];
    const ComparedColumn& column = m_columns.columns[i];
    LayerLegendEntry entry;
    entry.name = legendName(one, nameAt(i));
    entry.color = one.color;
    entry.visible = one.visible;
    if (column.problem)
      entry.problem = widgets::Language::current().describe(*column.problem);
    std::size_t from = base;
    while (from < column.values.size() && !std::isfinite(column.values[from]))
      ++from;
    const double value = valueAt(column.values, bar), change = value / valueAt(column.values, from) - 1;
    entry.value = widgets::formatNumber(value, column.decimals);
    const bool hasChange =
        one.mode == CompareMode::Percent || one.mode == CompareMode::OwnAxis || one.mode == CompareMode::Ratio;
    if (hasChange && std::isfinite(change)) {
      entry.change = widgets::formatSignedPercent(change);
      entry.direction = change;
    }
    entries.push_back(std::move(entry));
  }
  addAxisEntries(entries, bar);
  return entries;
}

void CompareFeature::retranslate()
{
  m_tool->setToolTip(Tr::tr("Compare with another security"));
  m_tool->setAccessibleName(m_tool->toolTip());
}

}
