// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QWidget>

#include <string>
#include <vector>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace zvt::analytics {
struct ReportModel;
}

namespace zvt::ui {

/// What must be known to repeat a run: warnings, facts in words, and the manifest as it is written.
class ManifestPage : public QWidget {
  Q_OBJECT

public:
  explicit ManifestPage(QWidget* parent = nullptr);
  void setRun(const analytics::ReportModel& report, const std::string& manifest);
  void retranslate();

private:
  void styleText();

  QVBoxLayout* m_warnings;
  QFormLayout* m_facts;
  QLabel* m_title;
  QPlainTextEdit* m_text;
};

}
