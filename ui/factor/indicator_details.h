// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"

#include <QWidget>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QScrollArea;
class QTextBrowser;

namespace zvt::factor {
class FormulaLibrary;
}
namespace zvt::widgets {
class Note;
class SchemaForm;
class TextLabel;
}

namespace zvt::ui {

class OutputStyles;

/// One indicator: sources, parameters drawn from its schema, pane, how each output is drawn, and its definition as the
/// catalogue gives it.
class IndicatorDetails : public QWidget {
  Q_OBJECT

public:
  explicit IndicatorDetails(QWidget* parent = nullptr);

  /// An indicator whose pane this one may be drawn in.
  struct Neighbour {
    QString title;
    std::size_t index;
    int paneGroup;
  };
  /// Nothing: an empty page.
  void showIndicator(std::optional<Indicator> indicator, std::vector<Neighbour> neighbours = {});
  /// Formulas that others may refer to.
  void setSaved(std::shared_ptr<const factor::FormulaLibrary> saved);
  /// As it stands in the controls.
  [[nodiscard]] std::optional<Indicator> indicator() const;
  /// The neighbour whose pane was chosen; indicator() does not know it yet.
  [[nodiscard]] std::optional<std::size_t> joined() const;
  /// False while a parameter is out of its range, or the formula cannot be read.
  [[nodiscard]] bool isValid() const;
  void retranslate();

Q_SIGNALS:
  void edited();

private:
  void build();
  void addSources(const factor::OperatorInfo& info);
  void addForm(const ParamSchema& schema);
  void addPane();
  void addLevel();
  void describe();

  std::optional<Indicator> m_indicator;
  std::shared_ptr<const factor::FormulaLibrary> m_saved;
  bool m_isReadable = true;
  widgets::TextLabel* m_title;
  widgets::Note* m_problem;
  std::vector<Neighbour> m_neighbours;
  QScrollArea* m_scroll;
  QWidget* m_controls = nullptr; ///< of the indicator; made anew for each
  QFormLayout* m_rows = nullptr;
  std::vector<QComboBox*> m_sources;
  widgets::SchemaForm* m_form = nullptr;
  QComboBox* m_pane = nullptr;
  QComboBox* m_level = nullptr;
  QCheckBox* m_forming = nullptr;
  QCheckBox* m_visible = nullptr;
  OutputStyles* m_outputs = nullptr;
  QTextBrowser* m_definition;
};

}
