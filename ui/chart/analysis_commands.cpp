// SPDX-License-Identifier: GPL-3.0-or-later
// What can be asked of a chart beside its indicators.
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chip_feature.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/profile_feature.h"
#include "ui/chart/seasonality_dialog.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

namespace {

using Of = ProfileChoice::Of;

void addProfileCommand(std::vector<ChartCommand>& commands, const char* id, Of of, QString (*text)())
{
  commands.push_back({ChartCommand::Group::Analysis, QLatin1String(id), QStringLiteral("depth"), {}, text,
      [of](ChartPanel& panel) {
        auto* profile = panel.feature<ProfileFeature>();
        const bool isOn = profile->choice().of == of;
        if (of == Of::Bars && !isOn)
          profile->chooseMeasured();
        else
          profile->chooseOf(isOn ? Of::Nothing : of);
      },
      [of](const ChartPanel& panel) { return panel.feature<ProfileFeature>()->choice().of == of; }});
}

}

void addAnalysisCommands(std::vector<ChartCommand>& commands)
{
  commands.push_back({ChartCommand::Group::Analysis, QStringLiteral("chart.compare"), QStringLiteral("compare"),
      QStringLiteral("Alt+C"), [] { return Tr::tr("Co&mpare with…"); },
      [](ChartPanel& panel) { panel.feature<CompareFeature>()->openBox(); }});
  commands.push_back({ChartCommand::Group::Analysis, QStringLiteral("chart.chips"), QStringLiteral("depth"), {},
      [] { return Tr::tr("&Cost of shares held"); },
      [](ChartPanel& panel) {
        auto* chips = panel.feature<ChipFeature>();
        chips->choose(chips->isShown() ? std::nullopt : std::optional(1.0));
      },
      [](const ChartPanel& panel) { return panel.feature<ChipFeature>()->isShown(); }});
  commands.push_back({ChartCommand::Group::Analysis, QStringLiteral("chart.chipDecay"), QStringLiteral("settings"), {},
      [] { return Tr::tr("&Decay of the cost of shares held…"); },
      [](ChartPanel& panel) { panel.feature<ChipFeature>()->askCoefficient(); }});
  addProfileCommand(
      commands, "chart.profileInSight", Of::InSight, [] { return Tr::tr("&Volume by price: bars in sight"); });
  addProfileCommand(
      commands, "chart.profileSession", Of::Session, [] { return Tr::tr("Volume by price: day of the cross&hair"); });
  addProfileCommand(
      commands, "chart.profileMeasured", Of::Bars, [] { return Tr::tr("Volume by price: &bars measured last"); });
  commands.push_back({ChartCommand::Group::Analysis, QStringLiteral("chart.seasons"), QStringLiteral("calendar"), {},
      [] { return Tr::tr("&Seasons…"); },
      [](ChartPanel& panel) {
        if (!panel.entityId().isEmpty())
          (new SeasonalityDialog(panel))->show();
      }});
}

}
