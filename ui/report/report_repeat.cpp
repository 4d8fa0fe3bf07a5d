// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the report's run again from its manifest, and says whether it came out the same.
#include "core/backtest/backtest.h"
#include "core/backtest/live/run_again.h"
#include "core/backtest/market_source.h"
#include "ui/report/manifest_page.h"
#include "ui/report/report_panel.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>

#include <tuple>

namespace zvt::ui {

namespace {

constexpr int kNamedCauses = 6;

/// What was found: the sentence is made anew in each language.
QString outcomeText(const backtest::RepeatedRun& repeated)
{
  const int count = static_cast<int>(repeated.files);
  if (repeated.outcome.files.empty())
    return Tr::tr("Run again: all %n files of the report are the same, byte for byte.", nullptr, count);
  QStringList files;
  for (const std::string& file : repeated.outcome.files)
    files << QString::fromStdString(file);
  QString text = Tr::tr("Run again: not the same. Of %1 files these differ: %2.")
                     .arg(QString::number(count), files.join(QStringLiteral(", ")));
  QStringList causes;
  for (const backtest::RunDifference& cause : repeated.outcome.causes)
    if (causes.size() < kNamedCauses)
      causes << QString(QString::fromStdString(cause.what) + QStringLiteral(": ") + QString::fromStdString(cause.first)
          + QStringLiteral(" → ") + QString::fromStdString(cause.second));
  if (causes.isEmpty())
    return text + u' ' + Tr::tr("Nothing that it is known to depend on has changed.");
  return text + u' ' + Tr::tr("What has changed: %1").arg(causes.join(QStringLiteral("; ")));
}

}

void ReportPanel::connectRepeat()
{
  if (m_context.profile != nullptr && m_context.marketData != nullptr)
    m_source = std::make_shared<backtest::ProfileSource>(*m_context.profile, *m_context.marketData);
  connect(m_manifest, &ManifestPage::repeatRequested, this, &ReportPanel::repeatRun);
  connect(m_manifest, &ManifestPage::cancelRequested, &m_repeat, &TaskRun::cancel);
  connect(m_manifest, &ManifestPage::showRequested, this, [this] {
    if (m_repeated && m_context.research != nullptr)
      m_context.research->publish(m_repeated->run, m_repeatedTraits);
  });
  connect(&m_repeat, &TaskRun::started, m_manifest, [this] { m_manifest->setRunning(true); });
  connect(&m_repeat, &TaskRun::progressed, m_manifest, [this](double done) { m_manifest->setProgress(done); });
  connect(&m_repeat, &TaskRun::succeeded, this, [this] { endRepeat({}); });
  connect(&m_repeat, &TaskRun::cancelled, this, [this] { endRepeat({"task.cancelled", {}, {}}); });
  connect(&m_repeat, &TaskRun::failed, this, &ReportPanel::endRepeat);
}

void ReportPanel::setSource(std::shared_ptr<backtest::MarketSource> source)
{
  m_source = std::move(source);
  showRepeat();
}

void ReportPanel::repeatRun()
{
  if (!m_run || m_repeat.isRunning() || !m_source || !m_context.rules || !m_repeat.isAvailable())
    return;
  setPage(ManifestTab);
  auto box = std::make_shared<std::pair<std::shared_ptr<const backtest::RepeatedRun>, RunTraitsPtr>>(); // filled before
                                                                                                        // the task ends
  m_repeated = nullptr;
  m_repeatError = {};
  m_repeatedOf = m_run;
  m_repeatBox = box;
  m_repeatedTraits = nullptr;
  m_repeat.start("task.repeat", QString::fromStdString(m_run->report.input.title),
      [run = m_run, source = m_source, rules = m_context.rules, watch = m_context.clock,
          plugins = m_context.research != nullptr ? m_context.research->plugins() : nullptr, files = m_context.files,
          box, version = QCoreApplication::applicationVersion().toStdString(),
          language = widgets::Language::current().code().toStdString()](TaskControl& control) -> Result<void> {
        const backtest::RunAgainSources sources{*source, rules, watch, plugins, files, version};
        ZVT_TRY(backtest::RepeatedRun repeated, backtest::repeatRun(*run, sources, language, control));
        box->second = traitsOf(repeated.run->manifest);
        box->first = std::make_shared<const backtest::RepeatedRun>(std::move(repeated));
        return {};
      });
}

void ReportPanel::endRepeat(const Error& error)
{
  m_repeatError = error;
  if (const auto box = std::exchange(m_repeatBox, nullptr); box && error.code.empty())
    std::tie(m_repeated, m_repeatedTraits) = *box;
  m_manifest->setRunning(false);
  showRepeat();
  Q_EMIT repeated();
}

/// Of the run that is shown; another one was not repeated.
void ReportPanel::showRepeat()
{
  m_manifest->setRepeatable(m_run && m_source && m_context.rules && m_repeat.isAvailable());
  if (m_repeat.isRunning())
    return;
  const bool isThis = m_run && m_repeatedOf == m_run;
  if (isThis && m_repeated)
    m_manifest->showOutcome(m_repeated->outcome.files.empty() ? widgets::NoteKind::Ok : widgets::NoteKind::Warning,
        outcomeText(*m_repeated), !m_repeated->outcome.files.empty() && m_context.research != nullptr);
  else if (isThis && !m_repeatError.code.empty())
    m_manifest->showOutcome(m_repeatError.code == "task.cancelled" ? widgets::NoteKind::Info : widgets::NoteKind::Error,
        widgets::Language::current().describe(m_repeatError), false);
  else
    m_manifest->showOutcome(widgets::NoteKind::Info, {}, false);
}

}
