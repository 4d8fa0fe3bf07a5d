// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/run_choice.h"

#include "core/backtest/backtest.h"
#include "widgets/base/number_format.h"

#include <QFileInfo>

namespace zvt::ui {

Result<backtest::RunTexts> RunChoice::texts(const FileSystem& files) const
{
  if (run)
    return backtest::runTexts(*run);
  return backtest::readRunTexts(folder.toStdString(), files);
}

RunChoice choiceOf(const QString& folder)
{
  return {nullptr, folder, QFileInfo(folder).fileName()};
}

std::vector<RunChoice> runChoices(const ResearchHub& hub)
{
  std::vector<RunChoice> choices;
  for (std::size_t i = 0; i < hub.runs().size(); ++i) {
    const ResearchHub::RunPtr& run = hub.runs()[i];
    QString caption =
        QStringLiteral("#%1 %2").arg(hub.numberOf(i)).arg(QString::fromStdString(run->report.input.title));
    if (const auto total = run->report.metrics[analytics::Metric::TotalReturn])
      caption += QStringLiteral("  ") + widgets::formatSignedPercent(*total, 1);
    choices.push_back({run, {}, caption});
  }
  for (const QString& folder : hub.folders())
    choices.push_back(choiceOf(folder));
  return choices;
}

}
