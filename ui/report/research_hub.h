// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "ui/report/run_traits.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace zvt {
class Clock;
}
namespace zvt::backtest {
struct BacktestRun;
}
namespace zvt::plugin {
class PluginLoader;
}

namespace zvt::ui {

struct OpenCode;

/// Joins the panels of the research workspace: who edits a strategy says what it is, who runs one publishes what came
/// out, who shows reports follows.
/// GUI thread.
class ResearchHub : public QObject {
  Q_OBJECT

public:
  using RunPtr = std::shared_ptr<const backtest::BacktestRun>;
  using QObject::QObject;

  /// Of runs that are published: when. Without one that is not known. It outlives the hub.
  void setClock(const Clock* clock) { m_clock = clock; }
  /// Strategies in C++, for runs that are repeated; null: none. It outlives the hub, any thread may read it.
  void setPlugins(const plugin::PluginLoader* plugins) { m_plugins = plugins; }
  [[nodiscard]] const plugin::PluginLoader* plugins() const { return m_plugins; }
  /// @param traits as traitsOf() gives them, read by the worker; null: they are read here
  void publish(RunPtr run, RunTraitsPtr traits = nullptr);
  /// The run to be shown: the latest, unless another was chosen since; null: none yet.
  [[nodiscard]] RunPtr run() const { return m_shown; }
  /// The latest runs, newest first, with their numbers since the program's start.
  [[nodiscard]] const std::vector<RunPtr>& runs() const { return m_runs; }
  [[nodiscard]] int numberOf(std::size_t index) const { return m_published - static_cast<int>(index); }
  [[nodiscard]] std::optional<Timestamp> timeOf(std::size_t index) const { return m_times[index]; }
  [[nodiscard]] const RunTraitsPtr& traitsOf(std::size_t index) const { return m_traits[index]; }
  /// Folders that runs were written to or read from lately, newest first.
  [[nodiscard]] const QStringList& folders() const { return m_folders; }
  void rememberFolder(const QString& folder);
  /// The strategy that is open, as it is now; null: none, or it is code.
  [[nodiscard]] const std::shared_ptr<const strategy::StrategyDocument>& document() const { return m_document; }
  /// @param editor where it is edited: of several, the one whose strategy is open
  void setDocument(std::shared_ptr<const strategy::StrategyDocument> document, QObject* editor = nullptr);
  /// The same of a script; null: none, it cannot be read, or it is a document.
  [[nodiscard]] const std::shared_ptr<const OpenCode>& code() const { return m_code; }
  void setCode(std::shared_ptr<const OpenCode> code, QObject* editor = nullptr);
  [[nodiscard]] QObject* editor() const { return m_editor; } ///< null: nobody has said so
  /// Asks for a run of the strategy that is open.
  void requestRun() { Q_EMIT runRequested(); }
  /// Another run is to be shown: of this session, or opened from a folder.
  void show(RunPtr run);
  /// Asks the report why a fill of run() is as it is. @param fill index into its report's fills
  void requestWhy(std::size_t fill);
  /// The fill that was asked for and that nobody has shown yet; nothing afterwards.
  [[nodiscard]] std::optional<std::size_t> takeWhy() { return std::exchange(m_why, std::nullopt); }
  /// Asks for run() to be put beside another, once the panel for that is open.
  void requestCompare() { Q_EMIT compareRequested(); }
  /// Asks for the report to be brought to the front.
  void requestReport() { Q_EMIT reportRequested(); }

Q_SIGNALS:
  void published();
  void foldersChanged();
  void documentChanged();
  void runRequested();
  void whyRequested();
  void reportRequested();
  void compareRequested();

private:
  RunPtr m_shown;
  const Clock* m_clock = nullptr;
  const plugin::PluginLoader* m_plugins = nullptr;
  std::vector<RunPtr> m_runs;
  std::vector<std::optional<Timestamp>> m_times; ///< of m_runs
  std::vector<RunTraitsPtr> m_traits; ///< of m_runs
  int m_published = 0;
  QStringList m_folders;
  std::optional<std::size_t> m_why;
  std::shared_ptr<const strategy::StrategyDocument> m_document;
  std::shared_ptr<const OpenCode> m_code;
  QPointer<QObject> m_editor;
};

}
