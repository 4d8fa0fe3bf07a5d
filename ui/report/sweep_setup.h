// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/sweep.h"
#include "ui/report/open_code.h"
#include "widgets/base/components.h"

#include <QJsonObject>
#include <QWidget>

#include <array>
#include <memory>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace zvt::widgets {
class GroupHead;
class TextLabel;
}

namespace zvt::ui {

using DocumentPtr = std::shared_ptr<const strategy::StrategyDocument>;

/// The form of a sweep: up to three parameters of the open strategy with their values, how they are combined, what
/// makes one better than another; run and cancel. GUI thread.
class SweepSetup : public QWidget {
  Q_OBJECT

public:
  explicit SweepSetup(QWidget* parent = nullptr);

  /// The strategy whose parameters are offered; null: none is open.
  void setDocument(const DocumentPtr& document);
  /// The same of code.
  void setCode(const OpenCodePtr& code);
  /// Errors: sweep.*, as parseAxis() and combinations(); sweep.no_strategy; of a value that its parameter
  /// cannot have, those of strategy::applySetting().
  [[nodiscard]] Result<backtest::SweepRequest> request() const;
  /// False: this program has nothing to run on.
  void setAvailable(bool available);
  /// Running: the form waits, the button cancels.
  void setRunning(bool running);
  void setProgress(double fraction);
  /// A sentence under the button; empty: none.
  /// @param kind of the note: a run that was cancelled by hand is no error
  void showProblem(const QString& text, widgets::NoteKind kind = widgets::NoteKind::Error);
  [[nodiscard]] QJsonObject state() const;
  void restore(const QJsonObject& state);
  void retranslate();

Q_SIGNALS:
  void changed(); ///< other parameters or values
  void runRequested();
  void cancelRequested();

private:
  struct Row {
    QComboBox* name = nullptr;
    QLineEdit* values = nullptr;
    QString chosen; ///< "cross.fast", also while no strategy with it is open
  };
  void build();
  QGridLayout* addGroup(widgets::GroupHead*& head);
  void fillNames();
  void fillObjectives();
  /// How many trials there would be, or what is wrong.
  void showCount();

  [[nodiscard]] QStringList parameterNames() const;
  /// Errors: as strategy::applySetting().
  [[nodiscard]] Result<void> checkAxis(const backtest::SweepAxis& axis) const;

  DocumentPtr m_document; ///< of code: its name and account, which labels are found by
  OpenCodePtr m_code;
  std::array<Row, 3> m_rows;
  bool m_isAvailable = false;
  bool m_isRunning = false;
  std::size_t m_trials = 0; ///< that a run would make; 0: none
  widgets::TextLabel* m_strategy = nullptr;
  widgets::GroupHead* m_parametersHead = nullptr;
  widgets::GroupHead* m_wayHead = nullptr;
  QComboBox* m_method = nullptr;
  QSpinBox* m_samples = nullptr;
  QSpinBox* m_seed = nullptr;
  QComboBox* m_objective = nullptr;
  std::vector<QLabel*> m_labels; ///< method, samples, seed, objective
  widgets::TextLabel* m_count = nullptr;
  QPushButton* m_run = nullptr;
  QProgressBar* m_progress = nullptr;
  widgets::Note* m_problem = nullptr;
};

/// What is wrong with a sweep and what to do about it here: the messages' own remedies speak of a command line.
[[nodiscard]] QString sweepProblemText(const Error& error);

}
