// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/research_hub.h"

#include "core/backtest/backtest.h"
#include "core/base/clock.h"

namespace zvt::ui {

namespace {
constexpr std::size_t kRunsKept = 8; ///< a run with all of its orders takes memory
constexpr qsizetype kFoldersKept = 12;
}

void ResearchHub::publish(RunPtr run, RunTraitsPtr traits)
{
  if (!traits)
    traits = ui::traitsOf(run->manifest);
  m_shown = run;
  m_runs.insert(m_runs.begin(), std::move(run));
  m_times.insert(m_times.begin(), m_clock != nullptr ? std::optional(m_clock->now()) : std::nullopt);
  m_traits.insert(m_traits.begin(), std::move(traits));
  if (m_runs.size() > kRunsKept) {
    m_traits.pop_back();
    m_runs.pop_back();
    m_times.pop_back();
  }
  ++m_published;
  Q_EMIT published();
}

void ResearchHub::show(RunPtr run)
{
  m_shown = std::move(run);
  Q_EMIT published();
}

void ResearchHub::requestWhy(std::size_t fill)
{
  m_why = fill;
  requestReport(); // opens the panel where there is none; it takes what was asked for
  Q_EMIT whyRequested();
}

void ResearchHub::setDocument(std::shared_ptr<const strategy::StrategyDocument> document, QObject* editor)
{
  m_document = std::move(document);
  m_code = nullptr;
  m_editor = editor;
  Q_EMIT documentChanged();
}

void ResearchHub::setCode(std::shared_ptr<const OpenCode> code, QObject* editor)
{
  m_code = std::move(code);
  m_document = nullptr;
  m_editor = editor;
  Q_EMIT documentChanged();
}

void ResearchHub::rememberFolder(const QString& folder)
{
  m_folders.removeAll(folder);
  m_folders.prepend(folder);
  while (m_folders.size() > kFoldersKept)
    m_folders.removeLast();
  Q_EMIT foldersChanged();
}

}
