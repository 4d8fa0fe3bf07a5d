// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/pane_arrangement.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr std::size_t kMostPanes = 128; ///< in a saved state; more is damage
constexpr double kMostStretch = 1000;

constexpr std::array<std::pair<const char*, PaneState>, 3> kStateNames{
    {{"open", PaneState::Open}, {"collapsed", PaneState::Collapsed}, {"hidden", PaneState::Hidden}}};

double stretchOf(const ChartModel& model, std::size_t pane)
{
  return pane == 0 ? kPriceStretch : std::max(0.01, model.panes[pane - 1].stretch);
}

std::optional<std::size_t> paneOf(const ChartModel& model, const QString& key)
{
  for (std::size_t pane = 0; pane < paneCount(model); ++pane)
    if (paneKey(model, pane) == key)
      return pane;
  return {};
}

PaneArrangement::Pane* find(PaneArrangement& arrangement, const QString& key)
{
  const auto at = std::find_if(arrangement.panes.begin(), arrangement.panes.end(),
      [&](const PaneArrangement::Pane& pane) { return pane.key == key; });
  return at == arrangement.panes.end() ? nullptr : &*at;
}

}

QString paneKey(const ChartModel& model, std::size_t pane)
{
  if (pane == 0)
    return kPricePane;
  const QString& key = model.panes[pane - 1].key;
  return key.isEmpty() ? QStringLiteral("#%1").arg(pane) : key;
}

std::size_t paneCount(const ChartModel& model)
{
  return model.panes.size() + 1;
}

std::vector<PlacedPane> placedPanes(const ChartModel& model, const PaneArrangement& arrangement)
{
  std::vector<PlacedPane> placed;
  std::vector<bool> isPlaced(paneCount(model), false);
  for (const PaneArrangement::Pane& known : arrangement.panes) {
    const auto pane = paneOf(model, known.key);
    if (!pane || isPlaced[*pane])
      continue;
    isPlaced[*pane] = true;
    placed.push_back({*pane, known.stretch > 0 ? known.stretch : stretchOf(model, *pane), known.state});
  }
  for (std::size_t pane = 0; pane < isPlaced.size(); ++pane) {
    if (isPlaced[pane])
      continue;
    const auto before = std::find_if(
        placed.begin(), placed.end(), [pane](const PlacedPane& other) { return pane > 0 && other.pane == pane - 1; });
    const auto place = pane == 0 ? placed.begin() : before == placed.end() ? placed.end() : before + 1;
    placed.insert(place, {pane, stretchOf(model, pane), PaneState::Open});
  }
  const bool someOpen =
      std::any_of(placed.begin(), placed.end(), [](const PlacedPane& pane) { return pane.state == PaneState::Open; });
  if (!someOpen) // the open ones belong to indicators that have gone
    for (PlacedPane& pane : placed)
      if (pane.pane == 0)
        pane.state = PaneState::Open;
  return placed;
}

std::optional<std::size_t> maximizedPane(const ChartModel& model, const PaneArrangement& arrangement)
{
  return arrangement.maximized.isEmpty() ? std::nullopt : paneOf(model, arrangement.maximized);
}

PaneArrangement completed(const ChartModel& model, const PaneArrangement& arrangement)
{
  PaneArrangement whole;
  whole.maximized = arrangement.maximized;
  for (const PlacedPane& pane : placedPanes(model, arrangement))
    whole.panes.push_back({paneKey(model, pane.pane), pane.stretch, pane.state});
  for (const PaneArrangement::Pane& other : arrangement.panes) // of indicators that may come back
    if (find(whole, other.key) == nullptr && whole.panes.size() < kMostPanes)
      whole.panes.push_back(other);
  return whole;
}

std::optional<PaneArrangement> withPaneMoved(
    const ChartModel& model, const PaneArrangement& arrangement, std::size_t pane, int by)
{
  const std::vector<PlacedPane> placed = placedPanes(model, arrangement);
  std::vector<QString> seen;
  for (const PlacedPane& one : placed)
    if (one.state != PaneState::Hidden)
      seen.push_back(paneKey(model, one.pane));
  const auto at = std::find(seen.begin(), seen.end(), paneKey(model, pane));
  const auto target = (at - seen.begin()) + by;
  if (at == seen.end() || target < 0 || target >= static_cast<std::ptrdiff_t>(seen.size()))
    return {};
  PaneArrangement moved = completed(model, arrangement);
  std::swap(*find(moved, *at), *find(moved, seen[static_cast<std::size_t>(target)]));
  return moved;
}

std::optional<PaneArrangement> withPaneState(
    const ChartModel& model, const PaneArrangement& arrangement, std::size_t pane, PaneState state)
{
  PaneArrangement changed = completed(model, arrangement);
  find(changed, paneKey(model, pane))->state = state;
  const bool someOpen = std::any_of(changed.panes.begin(), changed.panes.end(),
      [&](const PaneArrangement::Pane& one) { return one.state == PaneState::Open && paneOf(model, one.key); });
  if (!someOpen)
    return {};
  if (state != PaneState::Open && changed.maximized == paneKey(model, pane))
    changed.maximized.clear();
  return changed;
}

PaneArrangement withMaximized(
    const ChartModel& model, const PaneArrangement& arrangement, std::optional<std::size_t> pane)
{
  PaneArrangement changed = completed(model, arrangement);
  changed.maximized = pane ? paneKey(model, *pane) : QString();
  if (pane)
    find(changed, changed.maximized)->state = PaneState::Open;
  return changed;
}

PaneArrangement withHeights(
    const ChartModel& model, const PaneArrangement& arrangement, const std::vector<double>& heights)
{
  PaneArrangement changed = completed(model, arrangement);
  double stretch = 0, height = 0;
  for (std::size_t pane = 0; pane < heights.size(); ++pane)
    if (heights[pane] > 0) {
      stretch += find(changed, paneKey(model, pane))->stretch;
      height += heights[pane];
    }
  // The sum stays, so that a pane that comes later has its usual share.
  for (std::size_t pane = 0; pane < heights.size(); ++pane)
    if (heights[pane] > 0)
      find(changed, paneKey(model, pane))->stretch = heights[pane] / height * stretch;
  return changed;
}

QJsonObject toJson(const PaneArrangement& arrangement)
{
  QJsonObject object;
  QJsonArray panes;
  for (const PaneArrangement::Pane& pane : arrangement.panes) {
    QJsonObject one{{QStringLiteral("key"), pane.key}};
    if (pane.stretch > 0)
      one.insert(QStringLiteral("stretch"), pane.stretch);
    if (pane.state != PaneState::Open)
      one.insert(QStringLiteral("state"), QLatin1String(kStateNames[static_cast<std::size_t>(pane.state)].first));
    panes.append(one);
  }
  if (!panes.isEmpty())
    object.insert(QStringLiteral("panes"), panes);
  if (!arrangement.maximized.isEmpty())
    object.insert(QStringLiteral("maximized"), arrangement.maximized);
  return object;
}

PaneArrangement paneArrangementFrom(const QJsonObject& object)
{
  PaneArrangement arrangement;
  arrangement.maximized = object.value(QLatin1String("maximized")).toString();
  for (const QJsonValue& value : object.value(QLatin1String("panes")).toArray()) {
    const QJsonObject one = value.toObject();
    PaneArrangement::Pane pane;
    pane.key = one.value(QLatin1String("key")).toString();
    if (pane.key.isEmpty() || find(arrangement, pane.key) != nullptr || arrangement.panes.size() >= kMostPanes)
      continue;
    const double stretch = one.value(QLatin1String("stretch")).toDouble();
    pane.stretch = std::isfinite(stretch) ? std::clamp(stretch, 0.0, kMostStretch) : 0;
    for (const auto& [name, state] : kStateNames)
      if (one.value(QLatin1String("state")).toString() == QLatin1String(name))
        pane.state = state;
    arrangement.panes.push_back(pane);
  }
  return arrangement;
}

}
