// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_layout.h"

#include "ui/shell/tr.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

constexpr double kWidth = 1600;
constexpr double kHeight = 940;

struct Placed {
  const PanelSpec* spec;
  const PanelPlace* place;
};

/// One area: its panels side by side or one below the other, tabs in the place of the panel before them.
DockNode areaNode(const std::vector<Placed>& panels, Qt::Orientation orientation)
{
  std::vector<DockNode> groups;
  for (const Placed& one : panels) {
    const QString instance = one.spec->id + QStringLiteral(".1");
    if (one.place->tabbed && !groups.empty())
      groups.back().tabs.append(instance);
    else
      groups.push_back(DockNode::group({instance}, one.place->stretch));
  }
  if (groups.size() == 1)
    return std::move(groups.front());
  return groups.empty() ? DockNode() : DockNode::split(orientation, std::move(groups));
}

/// Two parts of a window; an empty one leaves the other alone.
DockNode join(Qt::Orientation orientation, DockNode first, double firstShare, DockNode second, double secondShare)
{
  if (first.isEmpty())
    return second;
  if (second.isEmpty())
    return first;
  first.share = firstShare;
  second.share = secondShare;
  std::vector<DockNode> children;
  children.push_back(std::move(first));
  children.push_back(std::move(second));
  return DockNode::split(orientation, std::move(children));
}

}

QStringList workspaceTemplates()
{
  return {QStringLiteral("trading"), QStringLiteral("research"), QStringLiteral("strategy"), QStringLiteral("data"),
      QStringLiteral("portfolio")};
}

QString templateName(const QString& templateId)
{
  if (templateId == u"trading")
    return Tr::tr("Trading");
  if (templateId == u"research")
    return Tr::tr("Research");
  if (templateId == u"strategy")
    return Tr::tr("Strategy");
  if (templateId == u"data")
    return Tr::tr("Data");
  if (templateId == u"portfolio")
    return Tr::tr("Portfolio");
  return templateId;
}

const PanelPlace* placeIn(const PanelSpec& spec, const QString& templateId)
{
  const auto found = std::find_if(
      spec.places.begin(), spec.places.end(), [&](const PanelPlace& place) { return place.workspace == templateId; });
  return found == spec.places.end() ? nullptr : &*found;
}

bool isTemplateUsed(const QString& templateId, const PanelRegistry& panels)
{
  return std::any_of(panels.all().begin(), panels.all().end(),
      [&](const PanelSpec& spec) { return placeIn(spec, templateId) != nullptr; });
}

DockNode templateLayout(const QString& templateId, const PanelRegistry& panels)
{
  std::array<std::vector<Placed>, 4> areas;
  std::array<double, 4> size{};
  for (const PanelSpec& spec : panels.all())
    if (const PanelPlace* place = placeIn(spec, templateId))
      areas[static_cast<std::size_t>(place->area)].push_back({&spec, place});
  for (std::size_t area = 0; area < areas.size(); ++area) {
    std::stable_sort(areas[area].begin(), areas[area].end(),
        [](const Placed& a, const Placed& b) { return a.place->order < b.place->order; });
    for (const Placed& one : areas[area])
      if (!one.place->tabbed)
        size[area] = std::max(size[area], static_cast<double>(one.place->size));
  }
  const auto [left, centre, right, bottom] = size;
  DockNode columns = join(Qt::Horizontal, areaNode(areas[0], Qt::Vertical), left, areaNode(areas[1], Qt::Vertical),
      std::max(100.0, kWidth - left - right));
  DockNode main = join(
      Qt::Vertical, std::move(columns), std::max(100.0, kHeight - bottom), areaNode(areas[3], Qt::Horizontal), bottom);
  return join(
      Qt::Horizontal, std::move(main), std::max(100.0, kWidth - right), areaNode(areas[2], Qt::Vertical), right);
}

}
