// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/param_schema.h"

#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;

namespace zvt::widgets {

/// Wide: help beside each control, as in the settings. Narrow: for a side panel; help in the tool tip, choices in
/// combos.
enum class FormStyle { Wide, Narrow };

/// Asks for a file or a folder (the type says which), beginning at a path; empty: the user thought better of it.
using PathChooser = std::function<QString(QWidget* over, ParamType type, const QString& start)>;

/// One parameter of a schema as a control with unit and help beside it and its problem below. The label stands in the
/// form that holds the field.
class SchemaField : public QWidget {
  Q_OBJECT

public:
  /// @param schema checks what is typed; must outlive the field
  SchemaField(
      const ParamSchema& schema, const ParamSpec& spec, QWidget* parent = nullptr, FormStyle style = FormStyle::Wide);

  [[nodiscard]] const ParamSpec& spec() const { return m_spec; }
  /// What stands in the control, checked. Errors: those of ParamSchema::check and parse.
  [[nodiscard]] Result<ParamValue> value() const;
  void setValue(const ParamValue& value);
  /// The value that counts as unchanged; sets the control as well.
  void setBaseline(const ParamValue& value);
  [[nodiscard]] bool isDirty() const { return m_dirty; }
  [[nodiscard]] bool isValid() const { return m_valid; }
  /// Why the value is not valid; empty: it is.
  [[nodiscard]] QString problem() const;
  void undo() { setValue(m_baseline); }
  /// Lets files and folders be chosen; without it they are typed.
  void setPathChooser(PathChooser choose);
  void retranslate();
  /// The control that takes the focus and the label's mnemonic.
  [[nodiscard]] QWidget* editor() const { return m_editor; }

Q_SIGNALS:
  /// The control holds a valid value other than before.
  void edited(const zvt::ParamValue& value);
  void stateChanged(); ///< dirty or valid changed

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  void makeEditor();
  QWidget* makeChoice();
  QWidget* makeNumber();
  QWidget* makeText();
  void touched();

  const ParamSchema& m_schema;
  const ParamSpec m_spec;
  const FormStyle m_style;
  ParamValue m_baseline;
  QWidget* m_editor = nullptr;
  QWidget* m_row = nullptr;
  QLabel* m_unit;
  QLabel* m_help;
  QLabel* m_problem;
  QToolButton* m_undo;
  QToolButton* m_browse = nullptr; ///< of a file or folder
  PathChooser m_choosePath;
  std::function<Result<ParamValue>()> m_read;
  std::function<void(const ParamValue&)> m_write;
  std::function<void()> m_retranslate;
  bool m_dirty = false;
  bool m_valid = true;
  bool m_writing = false;
};

}
