// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/run_choice.h"

#include "core/backtest/backtest.h"
#include "core/backtest/run_repeat.h"
#include "core/base/checksum.h"
#include "ui/report/sweep_table.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

#include <QDateTime>
#include <QFileInfo>

#include <map>

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

constexpr std::size_t kNamedSettings = 4;

/// Of the leaves of a manifest: a setting that a person chose, "strategy.document.nodes.cross.params.fast".
bool isSetting(const std::string& what)
{
  return what == "strategy.settings" || what == "strategy.script" || what.starts_with("strategy.document.run.")
      || (what.starts_with("strategy.document.nodes.") && what.find(".params.") != std::string::npos);
}

QString withoutQuotes(const std::string& json)
{
  QString text = QString::fromStdString(json);
  text.remove(u'"');
  if (text.startsWith(u'[') && text.endsWith(u']'))
    text = text.mid(1, text.size() - 2).replace(QStringLiteral(","), QStringLiteral(", "));
  return text.isEmpty() ? Tr::tr("default") : text;
}

QString settingText(const std::string& what, const std::string& value, const backtest::RunSource& source)
{
  if (what == "strategy.settings")
    return value == "[]" || value.empty() ? Tr::tr("as declared") : withoutQuotes(value);
  if (what == "strategy.script")
    return Tr::tr("text %1").arg(QString::fromStdString(sha256Hex(value)).left(6));
  std::string name = what.substr(what.starts_with("strategy.document.nodes.") ? 24 : 18);
  if (const auto params = name.find(".params."); params != std::string::npos)
    name.erase(params, 7);
  const QString label = source.document ? parameterText(*source.document, name) : QString::fromStdString(name);
  return label + u' ' + withoutQuotes(value);
}

using Values = std::map<std::string, std::string>;

/// What of the settings differs among the runs of one strategy: a list for each of @p runs, empty where it is the only
/// one. Each list has the same settings, so that they can be held beside each other.
std::vector<QString> differingSettings(const std::vector<ResearchHub::RunPtr>& runs)
{
  std::vector<QString> texts(runs.size());
  std::vector<bool> isDone(runs.size(), false);
  for (std::size_t base = 0; base < runs.size(); ++base) {
    if (isDone[base])
      continue;
    std::vector<std::pair<std::size_t, Values>> others;
    Values own;
    std::vector<std::string> keys;
    for (std::size_t i = base + 1; i < runs.size(); ++i) {
      if (isDone[i] || runs[i]->report.input.title != runs[base]->report.input.title)
        continue;
      isDone[i] = true;
      const auto found = backtest::manifestDifferences(runs[base]->manifest, runs[i]->manifest);
      Values values;
      for (const backtest::RunDifference& one : found.value_or(std::vector<backtest::RunDifference>()))
        if (isSetting(one.what)) {
          if (own.emplace(one.what, one.first).second)
            keys.push_back(one.what);
          values.emplace(one.what, one.second);
        }
      others.emplace_back(i, std::move(values));
    }
    if (keys.size() > kNamedSettings)
      keys.resize(kNamedSettings);
    others.emplace_back(base, own);
    for (const auto& [index, values] : others) {
      const auto source = backtest::runSourceOf(runs[index]->manifest);
      QStringList parts;
      for (const std::string& key : keys)
        if (source)
          parts << settingText(key, values.contains(key) ? values.at(key) : own.at(key), *source);
      texts[index] = parts.join(QStringLiteral(", "));
    }
  }
  return texts;
}

}

std::vector<RunChoice> runChoices(const ResearchHub& hub)
{
  std::vector<RunChoice> choices;
  const std::vector<QString> settings = differingSettings(hub.runs());
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
