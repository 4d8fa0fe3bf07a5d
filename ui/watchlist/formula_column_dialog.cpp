// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/formula_column_dialog.h"

#include "core/factor/formula.h"
#include "ui/factor/formula_edit.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/watch_columns.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

using data::WatchUnit;

QString titleOf(WatchUnit unit)
{
  switch (unit) {
  case WatchUnit::Number:
    return Tr::tr("Number", "unit of a column");
  case WatchUnit::Percent:
    return Tr::tr("Percent (5 is 5%)");
  case WatchUnit::Fraction:
    return Tr::tr("Percent (0.05 is 5%)");
  case WatchUnit::Price:
    return Tr::tr("Price", "unit of a column");
  case WatchUnit::Large:
    return Tr::tr("Large number");
  case WatchUnit::Mark:
    return Tr::tr("Condition: ● where it holds");
  }
  return {};
}

}

FormulaColumnDialog::FormulaColumnDialog(
    const Context& context, const data::WatchColumn& column, QStringList taken, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_column(column)
    , m_taken(std::move(taken))
    , m_isNew(column.formula.empty())
    , m_formulas(new SavedFormulas(context, this))
    , m_nameLabel(new QLabel(this))
    , m_savedLabel(new QLabel(this))
    , m_formulaLabel(new QLabel(this))
    , m_unitLabel(new QLabel(this))
    , m_decimalsLabel(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_saved(new QComboBox(this))
    , m_edit(new FormulaEdit(this))
    , m_hint(new QLabel(this))
    , m_note(new widgets::Note(widgets::NoteKind::Error, {}, this))
    , m_unit(new QComboBox(this))
    , m_decimals(new QSpinBox(this))
    , m_colored(new QCheckBox(this))
    , m_accept(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
  setObjectName(QStringLiteral("formulaColumnDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("columns")));
  resize(560, 460);
  build();
  m_name->setText(m_isNew ? QString() : titleOfFormula(column));
  m_edit->setFormula(column.formula);
  m_decimals->setValue(column.decimals);
  m_colored->setChecked(column.colored);
  retranslate();
  m_unit->setCurrentIndex(m_unit->findData(static_cast<int>(column.unit)));
  takeFormulas();
  check();
  m_formulas->load();
  m_name->setFocus();
}

void FormulaColumnDialog::build()
{
  m_name->setObjectName(QStringLiteral("columnNameEdit"));
  m_name->setMaxLength(24);
  m_saved->setObjectName(QStringLiteral("savedFormulaCombo"));
  m_hint->setObjectName(QStringLiteral("hintLabel"));
  m_hint->setWordWrap(true);
  m_hint->setTextFormat(Qt::RichText);
  m_hint->setMinimumHeight(2 * fontMetrics().lineSpacing());
  m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  m_unit->setObjectName(QStringLiteral("unitCombo"));
  m_decimals->setObjectName(QStringLiteral("decimalsSpin"));
  m_decimals->setRange(0, 6);
  m_colored->setObjectName(QStringLiteral("coloredCheck"));
  m_accept->setObjectName(QStringLiteral("acceptColumnButton"));
  m_accept->setProperty("role", QStringLiteral("primary"));
  m_accept->setDefault(true);
  m_cancel->setObjectName(QStringLiteral("cancelColumnButton"));
  m_cancel->setAutoDefault(false);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(8);
  form->setVerticalSpacing(8);
  form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
  form->addRow(m_nameLabel, m_name);
  form->addRow(m_savedLabel, m_saved);
  form->addRow(m_formulaLabel, m_edit);
  form->addRow(QString(), m_hint);
  form->addRow(m_unitLabel, m_unit);
  form->addRow(m_decimalsLabel, m_decimals);
  form->addRow(QString(), m_colored);
  for (const auto& [label, field] : {std::pair<QLabel*, QWidget*>(m_nameLabel, m_name), {m_savedLabel, m_saved},
           {m_formulaLabel, m_edit}, {m_unitLabel, m_unit}, {m_decimalsLabel, m_decimals}})
    label->setBuddy(field);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addStretch(1);
  foot->addWidget(m_accept);
  foot->addWidget(m_cancel);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addLayout(form, 1);
  layout->addWidget(m_note);
  layout->addLayout(foot);
  connect(m_name, &QLineEdit::textChanged, this, &FormulaColumnDialog::check);
  connect(m_edit, &FormulaEdit::formulaChanged, this, &FormulaColumnDialog::check);
  connect(m_edit, &FormulaEdit::hintChanged, m_hint, &QLabel::setText);
  connect(m_unit, &QComboBox::currentIndexChanged, this, &FormulaColumnDialog::check);
  connect(m_saved, &QComboBox::activated, this, &FormulaColumnDialog::takeSaved);
  connect(m_edit, &FormulaEdit::problemsChanged, this, &FormulaColumnDialog::check);
  connect(m_formulas, &SavedFormulas::changed, this, &FormulaColumnDialog::takeFormulas);
  connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void FormulaColumnDialog::retranslate()
{
  setWindowTitle(m_isNew ? Tr::tr("New formula column") : Tr::tr("Formula column"));
  m_nameLabel->setText(Tr::tr("Name"));
  m_savedLabel->setText(Tr::tr("Saved formulas"));
  m_formulaLabel->setText(Tr::tr("Formula"));
  m_edit->setAccessibleName(m_formulaLabel->text());
  m_edit->setPlaceholderText(QStringLiteral("(CLOSE/MA(CLOSE,20)-1)*100"));
  m_edit->setToolTip(Tr::tr("Computed over daily bars and the present quote; of several lines the last one counts"));
  m_unitLabel->setText(Tr::tr("Shown as"));
  m_decimalsLabel->setText(Tr::tr("Decimals"));
  m_colored->setText(Tr::tr("Colour by sign"));
  m_accept->setText(m_isNew ? Tr::tr("Add the column") : Tr::tr("Apply"));
  m_cancel->setText(Tr::tr("Cancel"));
  const QSignalBlocker silent(m_unit);
  const int unit = std::max(0, m_unit->currentIndex());
  m_unit->clear();
  for (std::size_t i = 0; i < data::kWatchUnits; ++i)
    m_unit->addItem(titleOf(static_cast<WatchUnit>(i)), static_cast<int>(i));
  m_unit->setCurrentIndex(unit);
  listSaved();
}

void FormulaColumnDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    check();
  }
  QDialog::changeEvent(event);
}

void FormulaColumnDialog::takeFormulas()
{
  listSaved();
  m_edit->setSaved(m_formulas->snapshot());
}

void FormulaColumnDialog::listSaved()
{
  m_saved->clear();
  m_saved->addItem(Tr::tr("Choose…", "a saved formula"));
  for (const factor::SavedFormula& formula : m_formulas->library().all())
    m_saved->addItem(QString::fromStdString(formula.name));
  m_saved->setEnabled(m_saved->count() > 1);
}

void FormulaColumnDialog::takeSaved(int index)
{
  if (index < 1)
    return;
  const factor::SavedFormula& saved = m_formulas->library().all()[static_cast<std::size_t>(index - 1)];
  m_edit->changeFormula(QString::fromStdString(saved.text));
  if (name().isEmpty())
    m_name->setText(QString::fromStdString(saved.name));
}

QString FormulaColumnDialog::name() const
{
  return m_name->text().trimmed();
}

void FormulaColumnDialog::reject()
{
  const bool isLost = !m_edit->formula().empty() && m_edit->formula() != m_column.formula;
  if (!isLost
      || dialogsOf(m_context).confirm(
          this, windowTitle(), Tr::tr("This formula is not saved. Leave it?"), Tr::tr("Leave"), true))
    QDialog::reject();
}

QString FormulaColumnDialog::problem() const
{
  const auto formula = factor::compile(m_edit->formula(), {}, m_formulas->library());
  if (!formula)
    return widgets::Language::current().describe(formula.error());
  if (formula->comparesEntities())
    return widgets::Language::current().describe(Error{"watchlist.formula_compares", {}, {}});
  return {};
}

void FormulaColumnDialog::check()
{
  const bool isEmpty = m_edit->formula().find_first_not_of(" \t\r\n") == std::string::npos;
  QString told = isEmpty ? QString() : problem();
  if (told.isEmpty() && m_taken.contains(name(), Qt::CaseInsensitive))
    told = Tr::tr("There is a column called “%1” already.").arg(name());
  m_note->setNote(widgets::NoteKind::Error, told);
  m_note->setVisible(!told.isEmpty());
  m_accept->setEnabled(!isEmpty && told.isEmpty() && !name().isEmpty());
  const auto unit = static_cast<WatchUnit>(m_unit->currentData().toInt());
  m_decimals->setEnabled(unit == WatchUnit::Number || unit == WatchUnit::Percent || unit == WatchUnit::Fraction);
}

data::WatchColumn FormulaColumnDialog::column() const
{
  data::WatchColumn column = m_column;
  column.id = "formula:" + name().toStdString();
  column.formula = m_edit->formula();
  column.unit = static_cast<WatchUnit>(m_unit->currentData().toInt());
  column.decimals = m_decimals->value();
  column.colored = m_colored->isChecked();
  return column;
}

}
