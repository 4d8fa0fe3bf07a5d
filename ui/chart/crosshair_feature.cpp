// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/crosshair_feature.h"

#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/settings/settings.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>

#include <array>

namespace zvt::ui {

namespace {

using Display = widgets::ChartView::ValueDisplay;

const char* const kSync = "chart.sync_crosshair";
const char* const kValues = "chart.values";
const char* const kReducedMotion = "chart.reduced_motion";

constexpr std::array<std::pair<const char*, Display>, 3> kDisplays{
    {{"off", Display::Off}, {"legend", Display::Legend}, {"box", Display::Box}}};

Settings* settingsOf(const ChartPanel& panel)
{
  return panel.context().settings;
}

/// A choice that could not be saved holds until the program ends, as everywhere.
void choose(const ChartPanel& panel, const char* key, const ParamValue& value)
{
  if (Settings* settings = settingsOf(panel))
    static_cast<void>(settings->set(key, value));
}

std::string displayOf(const ChartPanel& panel)
{
  const Settings* settings = settingsOf(panel);
  return settings ? settings->text(kValues).toStdString() : "legend";
}

ChartCommand displayCommand(const char* value, QString (*text)())
{
  return {ChartCommand::Group::Crosshair, QStringLiteral("chart.values.") + QLatin1String(value), {}, {}, text,
      [value](ChartPanel& panel) { choose(panel, kValues, std::string(value)); },
      [value](const ChartPanel& panel) { return displayOf(panel) == value; }};
}

}

CrosshairHub& CrosshairHub::of(LinkBus& links)
{
  auto* hub = links.findChild<CrosshairHub*>({}, Qt::FindDirectChildrenOnly);
  return hub ? *hub : *new CrosshairHub(&links);
}

void CrosshairHub::point(LinkColor color, const std::optional<widgets::ChartMoment>& moment, QObject* source)
{
  if (color != LinkColor::None)
    Q_EMIT pointed(color, moment, source);
}

CrosshairFeature::CrosshairFeature(ChartPanel& owner)
    : ChartFeature(owner)
{
  connect(owner.view(), &widgets::ChartView::crosshairMoved, this, &CrosshairFeature::tell);
  if (LinkBus* links = owner.context().links)
    connect(&CrosshairHub::of(*links), &CrosshairHub::pointed, this,
        [this](LinkColor color, const std::optional<widgets::ChartMoment>& moment, const QObject* source) {
          if (source == this || color != panel().link())
            return;
          m_told = isSynced() ? moment : std::nullopt;
          shown();
        });
  connect(&owner, &Panel::linkChanged, this, [this] {
    m_told.reset();
    shown();
  });
  if (Settings* settings = settingsOf(owner))
    connect(settings, &Settings::changed, this, &CrosshairFeature::takeSettings);
  takeSettings();
}

CrosshairFeature::~CrosshairFeature()
{
  tell(-1);
}

bool CrosshairFeature::isSynced() const
{
  const Settings* settings = settingsOf(panel());
  return settings == nullptr || settings->flag(kSync);
}

void CrosshairFeature::tell(qint64 bar)
{
  LinkBus* links = panel().context().links;
  const LinkColor color = panel().link();
  if (links == nullptr || (color == LinkColor::None && m_color == LinkColor::None))
    return;
  CrosshairHub& hub = CrosshairHub::of(*links);
  if (m_color != color)
    hub.point(m_color, {}, this); // it had another colour before
  m_color = color;
  const auto& model = panel().view()->model();
  if (bar >= 0 && model && isSynced())
    hub.point(color, widgets::momentOf(*model, static_cast<std::size_t>(bar)), this);
  else
    hub.point(color, {}, this);
}

void CrosshairFeature::shown()
{
  widgets::ChartView* view = panel().view();
  view->setGhost(m_told && view->model() ? widgets::barAt(*view->model(), *m_told) : std::nullopt);
}

void CrosshairFeature::takeSettings()
{
  const std::string wanted = displayOf(panel());
  for (const auto& [name, display] : kDisplays)
    if (wanted == name && panel().view()->valueDisplay() != display)
      panel().view()->setValueDisplay(display);
  const Settings* settings = settingsOf(panel());
  panel().view()->setReducedMotion(settings != nullptr && settings->flag(kReducedMotion));
  if (!isSynced() && m_told) {
    m_told.reset();
    shown();
  }
}

void CrosshairFeature::fillMenu(QMenu& menu)
{
  fillGroup(*menu.addMenu(Tr::tr("Cross&hair")), ChartCommand::Group::Crosshair, panel(), *panel().context().actions);
}

void addCrosshairCommands(std::vector<ChartCommand>& commands)
{
  commands.push_back({ChartCommand::Group::Crosshair, QStringLiteral("chart.syncCrosshair"),
      QStringLiteral("crosshair"), {}, [] { return Tr::tr("Show it in &linked charts"); },
      [](ChartPanel& panel) {
        if (const Settings* settings = settingsOf(panel))
          choose(panel, kSync, !settings->flag(kSync));
      },
      [](const ChartPanel& panel) { return settingsOf(panel) == nullptr || settingsOf(panel)->flag(kSync); }});
  commands.push_back(displayCommand("off", [] { return Tr::tr("&No values at the crosshair"); }));
  commands.push_back(displayCommand("legend", [] { return Tr::tr("Values in the le&gends"); }));
  commands.push_back(displayCommand("box", [] { return Tr::tr("Values in legends and &box"); }));
  commands.push_back({ChartCommand::Group::Crosshair, QStringLiteral("chart.valueBox"), QStringLiteral("info"),
      QStringLiteral("Ctrl+B"), [] { return Tr::tr("&Value box on or off"); },
      [](ChartPanel& panel) { choose(panel, kValues, std::string(displayOf(panel) == "box" ? "legend" : "box")); }});
}

}
