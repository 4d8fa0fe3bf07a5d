// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_run.h"

#include "widgets/base/number_format.h"

#include <QJsonArray>

#include <algorithm>

namespace zvt::ui {

namespace {

QJsonValue jsonOf(std::optional<double> figure)
{
  return figure ? QJsonValue(*figure) : QJsonValue(QJsonValue::Null);
}

std::optional<double> figureFrom(const QJsonValue& value)
{
  return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

}

LabFigures figuresOf(const analytics::LabResult& result)
{
  const analytics::FactorStudy& study = result.report.study;
  const analytics::HorizonStudy& first = study.horizons.front();
  return {first.rankIc.mean, first.rankIc.ratio, first.spread.mean, study.turnover.back()};
}

void LabRuns::add(LabRun run)
{
  std::erase_if(m_runs, [&run](const LabRun& other) { return !other.result && other.choice == run.choice; });
  m_runs.insert(m_runs.begin(), std::move(run));
  if (m_runs.size() > kMost)
    m_runs.resize(kMost);
}

QJsonArray LabRuns::toJson() const
{
  QJsonArray array;
  for (const LabRun& run : m_runs)
    array.append(QJsonObject{{QStringLiteral("title"), run.title}, {QStringLiteral("at"), run.at},
        {QStringLiteral("choice"), ui::toJson(run.choice)}, {QStringLiteral("rankIc"), jsonOf(run.figures.rankIc)},
        {QStringLiteral("ratio"), jsonOf(run.figures.ratio)}, {QStringLiteral("spread"), jsonOf(run.figures.spread)},
        {QStringLiteral("turnover"), jsonOf(run.figures.turnover)}});
  return array;
}

void LabRuns::restore(const QJsonArray& json)
{
  m_runs.clear();
  for (const QJsonValue& value : json) {
    const QJsonObject object = value.toObject();
    const auto figure = [&object](const char* key) { return figureFrom(object.value(QLatin1String(key))); };
    LabRun run;
    run.title = object.value(QLatin1String("title")).toString();
    run.at = object.value(QLatin1String("at")).toString();
    run.choice = labChoiceFrom(object.value(QLatin1String("choice")).toObject());
    run.figures = {figure("rankIc"), figure("ratio"), figure("spread"), figure("turnover")};
    if (!run.choice.factor.isEmpty() && m_runs.size() < kMost)
      m_runs.push_back(std::move(run));
  }
}

QString captionOf(const LabRun& run)
{
  QString text = run.at + QStringLiteral("  ") + run.title;
  if (run.figures.rankIc)
    text += QStringLiteral("  ") + widgets::formatSigned(*run.figures.rankIc, 3);
  return text;
}

}
