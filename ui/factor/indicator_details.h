// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QTextBrowser;

namespace zvt::widgets {
class Note;
class SchemaForm;
class TextLabel;
}

namespace zvt::ui {

/// One indicator: sources, parameters drawn from its schema, pane, and its definition as the catalogue gives it.
class IndicatorDetails : public QWidget {
  Q_OBJECT

public:
  explicit IndicatorDetails(QWidget* parent = nullptr);

  /// Nothing: an empty page.
  void showIndicator(std::optional<Indicator> indicator);
  /// As it stands in the controls.
  [[nodiscard]] std::optional<Indicator> indicator() const;
  /// False while a parameter is out of its range, or the formula cannot be read.
  [[nodiscard]] bool isValid() const;
  void retranslate();

Q_SIGNALS:
  void edited();

private:
  void build();
  void addSources(const factor::OperatorInfo& info);
  void addForm(const ParamSchema& schema);
  void describe();

  std::optional<Indicator> m_indicator;
  bool m_isReadable = true;
  widgets::TextLabel* m_title;
  widgets::Note* m_problem;
  QWidget* m_controls = nullptr; ///< of the indicator; made anew for each
  QFormLayout* m_rows = nullptr;
  std::vector<QComboBox*> m_sources;
  widgets::SchemaForm* m_form = nullptr;
  QComboBox* m_pane = nullptr;
  QTextBrowser* m_definition;
};

}
