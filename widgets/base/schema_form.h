// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/param_schema.h"
#include "widgets/base/schema_field.h"

#include <QWidget>

#include <map>
#include <memory>
#include <vector>

class QLabel;

namespace zvt::widgets {

class GroupHead;

/// A form drawn from a parameter schema: a head for each group, a row for each parameter, problems inline, changes
/// marked. Used by the settings, node parameters and plug-in options.
class SchemaForm : public QWidget {
  Q_OBJECT

public:
  using Values = std::map<std::string, ParamValue, std::less<>>;

  explicit SchemaForm(ParamSchema schema, QWidget* parent = nullptr, FormStyle style = FormStyle::Wide);
  ~SchemaForm() override;

  [[nodiscard]] const ParamSchema& schema() const { return *m_schema; }
  /// Fills the form; these values count as unchanged. Missing keys take their defaults.
  void setValues(const Values& values);
  /// What the user would save: every parameter with a valid value.
  [[nodiscard]] Values values() const;
  [[nodiscard]] int dirtyCount() const;
  [[nodiscard]] bool isValid() const;
  /// The first field with an invalid value and what is wrong with it, "Start: …"; empty: none.
  [[nodiscard]] QString problem() const;
  void focusProblem();
  /// Of every file and folder.
  void setPathChooser(const PathChooser& choose);
  [[nodiscard]] SchemaField* field(std::string_view key) const;
  void undoAll();
  void setToDefaults();
  /// Shows only rows whose label, help or key contains @p text; empty: all. Returns how many are shown.
  int setFilter(const QString& text);

Q_SIGNALS:
  /// A parameter has a new valid value.
  void edited(const QString& key, const zvt::ParamValue& value);
  void stateChanged(); ///< dirtyCount() or isValid() may have changed

protected:
  void changeEvent(QEvent* event) override;

private:
  struct Row {
    std::string group;
    QLabel* label;
    SchemaField* field;
  };
  struct Group {
    std::string key;
    GroupHead* head;
  };
  void retranslate();

  std::unique_ptr<const ParamSchema> m_schema; ///< fields refer to it
  std::vector<Row> m_rows;
  std::vector<Group> m_groups;
};

}
