// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/base/components.h"

#include <QWidget>

#include <string>
#include <vector>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace zvt::analytics {
struct ReportModel;
}

namespace zvt::ui {

/// What must be known to repeat a run: warnings, facts in words, and the manifest as it is written; and the button that
/// repeats it.
class ManifestPage : public QWidget {
  Q_OBJECT

public:
  explicit ManifestPage(QWidget* parent = nullptr);
  void setRun(const analytics::ReportModel& report, const std::string& manifest);
  /// Whether the run can be repeated here at all.
  void setRepeatable(bool repeatable);
  void setRunning(bool running);
  void setProgress(double fraction);
  /// How the run that was repeated came out; an empty sentence: it was not.
  /// @param canShow the new run is another one, to be looked at
  void showOutcome(widgets::NoteKind kind, const QString& sentence, bool canShow);
  void retranslate();

Q_SIGNALS:
  void repeatRequested();
  void cancelRequested();
  void showRequested(); ///< the new run

private:
  QWidget* makeRepeat();
  void styleText();

  bool m_isRunning = false;
  QPushButton* m_repeat = nullptr;
  QPushButton* m_show = nullptr;
  QProgressBar* m_progress = nullptr;
  widgets::Note* m_outcome = nullptr;

  QVBoxLayout* m_warnings;
  QFormLayout* m_facts;
  QLabel* m_title;
  QPlainTextEdit* m_text;
};

}
