// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert_book.h"
#include "core/alert/alert_service.h"
#include "ui/alert/formula_reader.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUndoStack>

#include <functional>
#include <memory>

namespace zvt::ui {

/// The alerts of a profile, shared by all panels and charts: what they are, every edit as an undo step, who tells them,
/// and their files, which are read and written off the GUI thread. Quotes are looked at here, formulas and stored bars
/// on workers. GUI thread.
class Alerts : public QObject {
  Q_OBJECT

public:
  /// @param context outlives the object; what it lacks is not looked at
  explicit Alerts(const Context& context, QObject* parent = nullptr);
  ~Alerts() override;

  /// Reads the files; until then there are no alerts and edits do nothing. Emits changed() and loaded().
  void load();
  [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
  [[nodiscard]] const std::vector<alert::Alert>& all() const { return m_service.alerts(); }
  [[nodiscard]] const alert::Alert* find(const QString& id) const; ///< null: there is none
  [[nodiscard]] const alert::AlertHistory& history() const { return m_history; }
  [[nodiscard]] QUndoStack* undoStack() { return &m_undo; }
  [[nodiscard]] Timestamp now() const; ///< by the clock

  // Edits, each one undo step.

  /// Adds a new alert and watches it from now on. @return its id; empty: not loaded
  QString add(alert::Alert alert);
  /// Replaces the alert of that id. Another condition is looked at as new.
  void replace(alert::Alert alert);
  void remove(const QStringList& ids);
  /// Switched on, an alert is armed as new.
  void setEnabled(const QStringList& ids, bool enabled);
  void snooze(const QStringList& ids, Timestamp until);

  void clearHistory();
  /// Why an alert says nothing; null: nothing is wrong.
  [[nodiscard]] const Error* faultOf(const std::string& id) const;
  /// What the last price is compared with now; NaN: nothing, as of a formula.
  [[nodiscard]] double thresholdOf(const alert::Alert& alert);
  /// How far the last price has to go, as a fraction of it: 0.01 = up by 1 %; NaN: not known.
  [[nodiscard]] double distanceOf(const alert::Alert& alert);
  /// Writes what waits to be written, now. For the end of the program.
  void flush();

Q_SIGNALS:
  void loaded();
  void changed(); ///< alerts, their states or the history
  void told(const zvt::alert::AlertEvent& event);
  void failed(const zvt::Error& error);

private:
  class Step;
  struct Files;
  using Alerts_ = std::vector<alert::Alert>;
  /// @return whether something changed
  bool edit(const QString& text, const std::function<void(Alerts_& alerts)>& change);
  bool editEach(const QString& text, const QStringList& ids, const std::function<void(alert::Alert& one)>& change);
  void install(Alerts_ alerts);
  void watch();
  void takeQuotes(const data::QuoteChanges& changes);
  void take(std::vector<alert::AlertEvent> events);
  void readHealth();
  void save();
  void saveSoon();

  Context m_context;
  std::shared_ptr<Files> m_files; ///< shared with the workers; null: nothing is kept
  std::string m_unknown; ///< of the book
  alert::AlertService m_service;
  alert::AlertHistory m_history;
  FormulaReader* m_formulas = nullptr; ///< null: there are no bars
  QUndoStack m_undo;
  QTimer m_saveTimer, m_healthTimer, m_quoteTimer;
  std::uint64_t m_savedGeneration = 0;
  bool m_isLoaded = false;
  bool m_isReadingHealth = false;
  std::shared_ptr<void> m_subscription;
};

}
