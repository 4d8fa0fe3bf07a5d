// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/run_choice.h"

#include "core/backtest/backtest.h"
#include "core/base/checksum.h"
#include "ui/report/sweep_table.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

#include <QDateTime>
#include <QFileInfo>

#include <map>
#include <set>

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

namespace {

QString withoutQuotes(const std::string& json)
{
  QString text = QString::fromStdString(json);
  text.remove(u'"');
  if (text.startsWith(u'[') && text.endsWith(u']'))
    text = text.mid(1, text.size() - 2).replace(QStringLiteral(","), QStringLiteral(", "));
  return text.isEmpty() ? Tr::tr("default") : text;
}

QString settingText(const std::string& what, const std::string& value, const RunTraits& traits)
{
  if (what == "strategy.settings")
    return value == "[]" || value.empty() ? Tr::tr("as declared") : withoutQuotes(value);
  if (what == "strategy.script")
    return Tr::tr("text %1").arg(QString::fromStdString(sha256Hex(value)).left(6));
  std::string name = what.substr(what.starts_with("strategy.document.nodes.") ? 24 : 18);
  if (const auto params = name.find(".params."); params != std::string::npos)
    name.erase(params, 7);
  const QString label = traits.document ? parameterText(*traits.document, name) : QString::fromStdString(name);
  return label + u' ' + withoutQuotes(value);
}

/// What of the settings differs among the runs of one strategy: a list for each of the hub's, empty where it is the
/// only one. Each list has the same settings, so that they can be held beside each other.
std::vector<QString> differingSettings(const ResearchHub& hub)
{
  constexpr std::size_t kNamedSettings = 4;
  const auto& runs = hub.runs();
  std::map<std::string, std::vector<std::size_t>> ofStrategy;
  for (std::size_t i = 0; i < runs.size(); ++i)
    ofStrategy[runs[i]->report.input.title].push_back(i);
  std::vector<QString> texts(runs.size());
  for (const auto& [title, same] : ofStrategy) {
    std::map<std::string, std::set<std::string>> values; // by setting
    for (const std::size_t i : same)
      for (const auto& [what, value] : hub.traitsOf(i)->settings)
        values[what];
    for (auto& [what, found] : values)
      for (const std::size_t i : same)
        found.insert(hub.traitsOf(i)->setting(what));
    std::vector<std::string> differing;
    for (const auto& [what, found] : values)
      if (found.size() > 1 && differing.size() < kNamedSettings)
        differing.push_back(what);
    for (const std::size_t i : same) {
      const RunTraits& traits = *hub.traitsOf(i);
      QStringList parts;
      for (const std::string& what : differing)
        parts << settingText(what, traits.setting(what), traits);
      texts[i] = parts.join(QStringLiteral(", "));
    }
  }
  return texts;
}

}

std::vector<RunChoice> runChoices(const ResearchHub& hub)
{
  std::vector<RunChoice> choices;
  const std::vector<QString> settings = differingSettings(hub);
  for (std::size_t i = 0; i < hub.runs().size(); ++i) {
    const ResearchHub::RunPtr& run = hub.runs()[i];
    QStringList parts{
        QStringLiteral("#%1 %2").arg(hub.numberOf(i)).arg(QString::fromStdString(run->report.input.title))};
    if (const auto total = run->report.metrics[analytics::Metric::TotalReturn])
      parts << widgets::formatSignedPercent(*total, 1);
    if (!settings[i].isEmpty())
      parts << settings[i];
    if (const auto& equity = run->report.input.equity; !equity.empty())
      parts << QString::fromStdString(equity.front().time.day().iso() + " → " + equity.back().time.day().iso());
    if (const auto time = hub.timeOf(i))
      parts << QDateTime::fromMSecsSinceEpoch(time->micros / 1000).time().toString(QStringLiteral("HH:mm:ss"));
    choices.push_back({run, {}, parts.join(QStringLiteral("  "))});
  }
  for (const QString& folder : hub.folders())
    choices.push_back(choiceOf(folder));
  return choices;
}

}
