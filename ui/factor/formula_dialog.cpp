// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/formula_dialog.h"

#include "ui/factor/formula_edit.h"
#include "ui/factor/parameter_table.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QCheckBox>
#include <QEvent>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

using widgets::NoteKind;

constexpr int kQuietMs = 300; ///< after the last key, until the chart follows

QPushButton* pushButton(const char* name, QWidget* parent)
{
  auto* button = new QPushButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setAutoDefault(false);
  return button;
}

}

FormulaDialog::FormulaDialog(const Context& context, QWidget* parent, Purpose purpose)
    : QDialog(parent)
    , m_context(context)
    , m_purpose(purpose)
    , m_formulas(new SavedFormulas(context, this))
    , m_savedHead(new widgets::GroupHead({}, this))
    , m_saved(new QListWidget(this))
    , m_new(pushButton("newFormulaButton", this))
    , m_remove(pushButton("removeFormulaButton", this))
    , m_nameLabel(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_edit(new FormulaEdit(this))
    , m_hint(new QLabel(this))
    , m_parameterHead(new widgets::GroupHead({}, this))
    , m_parameters(new ParameterTable(this))
    , m_problemHead(new widgets::GroupHead({}, this))
    , m_problems(new QListWidget(this))
    , m_note(new widgets::Note(NoteKind::Ok, {}, this))
    , m_follow(new QCheckBox(this))
    , m_save(pushButton("saveFormulaButton", this))
    , m_apply(pushButton("applyFormulaButton", this))
    , m_close(pushButton("closeFormulaButton", this))
{
  setObjectName(QStringLiteral("formulaDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("pencil")));
  resize(900, 680);
  build();
  connectAll();
  retranslate();
  listSaved();
  checkText();
  m_formulas->load();
  m_edit->setFocus();
}

FormulaDialog::~FormulaDialog()
{
  if (m_isGivenUp || !hasUnsaved())
    return;
  const QString title = Tr::tr("Unsaved formula");
  QString free = title;
  for (int i = 2; m_formulas->library().find(free.toStdString()) != nullptr; ++i)
    free = title + u' ' + QString::number(i);
  m_formulas->save({free.toStdString(), m_edit->formula()});
}

void FormulaDialog::build()
{
  m_saved->setObjectName(QStringLiteral("savedList"));
  m_name->setObjectName(QStringLiteral("formulaNameEdit"));
  m_name->setMaxLength(64);
  m_hint->setObjectName(QStringLiteral("hintLabel"));
  m_hint->setWordWrap(true);
  m_hint->setTextFormat(Qt::RichText);
  m_hint->setMinimumHeight(3 * fontMetrics().lineSpacing());
  m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  m_problems->setObjectName(QStringLiteral("problemList"));
  m_problems->setMaximumHeight(120);
  m_problems->setWordWrap(true);
  m_note->hide();
  m_follow->setObjectName(QStringLiteral("followCheck"));
  m_follow->setVisible(m_purpose == Purpose::Chart);
  m_quiet.setSingleShot(true);
  m_quiet.setInterval(kQuietMs);
  m_apply->setProperty("role", QStringLiteral("primary"));
  m_nameLabel->setBuddy(m_name);
  auto* savedTools = new QHBoxLayout;
  savedTools->setSpacing(8);
  savedTools->addWidget(m_new);
  savedTools->addWidget(m_remove);
  savedTools->addStretch(1);
  auto* left = new QVBoxLayout;
  left->setSpacing(8);
  left->addWidget(m_savedHead);
  left->addWidget(m_saved, 1);
  left->addLayout(savedTools);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_nameLabel);
  head->addWidget(m_name, 1);
  auto* right = new QVBoxLayout;
  right->setSpacing(8);
  right->addLayout(head);
  right->addWidget(m_edit, 1);
  right->addWidget(m_hint);
  right->addWidget(m_parameterHead);
  right->addWidget(m_parameters);
  right->addWidget(m_problemHead);
  right->addWidget(m_problems);
  right->addWidget(m_note);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(16);
  columns->addLayout(left, 1);
  columns->addLayout(right, 3);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addWidget(m_follow);
  foot->addStretch(1);
  foot->addWidget(m_save);
  foot->addWidget(m_apply);
  foot->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addLayout(columns, 1);
  layout->addLayout(foot);
}

void FormulaDialog::connectAll()
{
  connect(m_formulas, &SavedFormulas::changed, this, &FormulaDialog::listSaved);
  connect(m_formulas, &SavedFormulas::changed, this, &FormulaDialog::checkText);
  connect(m_formulas, &SavedFormulas::saved, this, [this](const QString& saved) {
    const auto* formula = m_formulas->library().find(saved.toStdString());
    if (formula != nullptr) {
      m_kept = formula->text;
      m_keptName = saved;
    }
    tell(true, Tr::tr("Saved as “%1”: an indicator of every chart, a factor for zvt factor run.").arg(saved));
  });
  connect(m_formulas, &SavedFormulas::failed, this,
      [this](const Error& error) { tell(false, widgets::Language::current().describe(error)); });
  connect(m_saved, &QListWidget::currentRowChanged, this, &FormulaDialog::showSaved);
  connect(m_edit, &FormulaEdit::formulaChanged, this, &FormulaDialog::formulaEdited);
  connect(m_parameters, &ParameterTable::edited, m_edit, &FormulaEdit::changeFormula);
  connect(m_follow, &QCheckBox::toggled, this, &FormulaDialog::formulaEdited);
  connect(&m_quiet, &QTimer::timeout, this, [this] {
    if (canApply())
      apply();
  });
  connect(m_edit, &FormulaEdit::hintChanged, m_hint, &QLabel::setText);
  connect(m_problems, &QListWidget::itemActivated, this,
      [this] { m_edit->showProblem(static_cast<std::size_t>(m_problems->currentRow())); });
  connect(m_problems, &QListWidget::itemClicked, this,
      [this] { m_edit->showProblem(static_cast<std::size_t>(m_problems->currentRow())); });
  connect(m_edit, &FormulaEdit::problemsChanged, this, &FormulaDialog::showProblems);
  connect(m_name, &QLineEdit::textChanged, this, &FormulaDialog::checkText);
  connect(m_new, &QPushButton::clicked, this, [this] { openFormula({}, {}); });
  connect(m_remove, &QPushButton::clicked, this, &FormulaDialog::removeSaved);
  connect(m_save, &QPushButton::clicked, this, &FormulaDialog::save);
  connect(m_apply, &QPushButton::clicked, this, &FormulaDialog::apply);
  connect(m_close, &QPushButton::clicked, this, &FormulaDialog::reject);
}

void FormulaDialog::retranslate()
{
  setWindowTitle(Tr::tr("Formula editor"));
  m_savedHead->setText(Tr::tr("Saved formulas"));
  m_saved->setAccessibleName(m_savedHead->text());
  m_new->setText(Tr::tr("New"));
  m_remove->setText(Tr::tr("Delete"));
  m_nameLabel->setText(Tr::tr("Name"));
  m_name->setAccessibleName(m_nameLabel->text());
  m_name->setPlaceholderText(Tr::tr("Name it to save it"));
  m_edit->setAccessibleName(Tr::tr("Formula"));
  m_edit->setPlaceholderText(QStringLiteral("INPUT: N(20,2,250);\nMID: MA(CLOSE,N);\nUP: MID+2*STD(CLOSE,N);"));
  m_parameterHead->setText(Tr::tr("Parameters"));
  m_parameters->retranslate();
  m_problems->setAccessibleName(Tr::tr("Mistakes"));
  m_follow->setText(Tr::tr("Show every change on the chart"));
  m_save->setText(Tr::tr("Save"));
  m_apply->setText(m_purpose == Purpose::Chart ? Tr::tr("Apply to the chart") : Tr::tr("Use in the lab"));
  m_close->setText(Tr::tr("Close"));
  showProblems();
}

void FormulaDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void FormulaDialog::openFormula(const QString& name, const std::string& text)
{
  if (text == m_edit->formula() || mayLeave())
    showFormula(name, text);
}

void FormulaDialog::showFormula(const QString& name, const std::string& text)
{
  m_name->setText(name);
  m_kept = text;
  m_keptName = name;
  m_note->hide();
  m_edit->setFormula(text);
  const QSignalBlocker silent(m_saved);
  const auto rows = name.isEmpty() ? QList<QListWidgetItem*>() : m_saved->findItems(name, Qt::MatchFixedString);
  m_saved->setCurrentItem(rows.isEmpty() ? nullptr : rows.front());
  showProblems();
}

/// With the library and the name as they are now.
void FormulaDialog::checkText()
{
  m_edit->setSaved(m_formulas->snapshot(), name().toStdString());
}

void FormulaDialog::listSaved()
{
  const QSignalBlocker silent(m_saved);
  m_saved->clear();
  for (const factor::SavedFormula& formula : m_formulas->library().all()) {
    auto* row = new QListWidgetItem(QString::fromStdString(formula.name), m_saved);
    if (row->text().compare(name(), Qt::CaseInsensitive) == 0)
      m_saved->setCurrentItem(row);
  }
  showProblems();
}

void FormulaDialog::showSaved(int row)
{
  if (row < 0)
    return;
  if (!mayLeave()) { // the choice goes back to what stays in the editor
    QMetaObject::invokeMethod(this, &FormulaDialog::listSaved, Qt::QueuedConnection);
    return;
  }
  const factor::SavedFormula formula = m_formulas->library().all()[static_cast<std::size_t>(row)];
  showFormula(QString::fromStdString(formula.name), formula.text);
}

void FormulaDialog::showProblems()
{
  m_problems->clear();
  for (const factor::FormulaProblem& problem : m_edit->problems())
    m_problems->addItem(widgets::Language::current().describe(problem.error));
  const bool isEmpty = m_edit->formula().find_first_not_of(" \t\r\n") == std::string::npos;
  const auto count = static_cast<int>(m_edit->problems().size());
  m_problemHead->setText(isEmpty || count == 0 ? Tr::tr("No mistakes") : Tr::tr("%n mistake(s)", nullptr, count));
  m_problems->setVisible(!isEmpty && count > 0);
  m_save->setEnabled(!isEmpty && !name().isEmpty());
  m_apply->setEnabled(!isEmpty && count == 0);
  m_remove->setEnabled(m_saved->currentRow() >= 0);
}

void FormulaDialog::formulaEdited()
{
  m_parameters->setFormula(m_edit->formula());
  showProblems();
  if (m_follow->isChecked())
    m_quiet.start();
}

bool FormulaDialog::canApply() const
{
  return m_apply->isEnabled();
}

QString FormulaDialog::name() const
{
  return m_name->text().trimmed();
}

void FormulaDialog::apply()
{
  Indicator indicator;
  indicator.name = name().isEmpty() ? Tr::tr("Formula").toStdString() : name().toStdString();
  indicator.formula = m_edit->formula();
  tell(true,
      m_purpose == Purpose::Chart ? Tr::tr("On the chart as “%1”.").arg(QString::fromStdString(indicator.name))
                                  : Tr::tr("The lab studies it with its next run."));
  Q_EMIT applied(indicator);
}

bool FormulaDialog::mayReplace()
{
  const factor::SavedFormula* known = m_formulas->library().find(name().toStdString());
  const bool isOwn = known != nullptr && m_keptName.compare(name(), Qt::CaseInsensitive) == 0 && known->text == m_kept;
  if (known == nullptr || isOwn || known->text == m_edit->formula())
    return true;
  return dialogsOf(m_context).confirm(this, Tr::tr("Save the formula"),
      Tr::tr("“%1” is saved already, with another text. Replace it?").arg(QString::fromStdString(known->name)),
      Tr::tr("Replace"), true);
}

void FormulaDialog::save()
{
  if (!mayReplace())
    return;
  m_formulas->save({name().toStdString(), m_edit->formula()});
}

void FormulaDialog::removeSaved()
{
  const QListWidgetItem* row = m_saved->currentItem();
  if (row == nullptr)
    return;
  const QString chosen = row->text();
  if (dialogsOf(m_context).confirm(this, Tr::tr("Delete a formula"),
          Tr::tr("Delete “%1”? Charts that show it keep their copy.").arg(chosen), Tr::tr("Delete"), true))
    m_formulas->remove(chosen.toStdString());
}

bool FormulaDialog::hasUnsaved() const
{
  return m_edit->formula() != m_kept && !m_edit->formula().empty();
}

bool FormulaDialog::mayLeave()
{
  return !hasUnsaved()
      || dialogsOf(m_context).confirm(
          this, Tr::tr("Formula editor"), Tr::tr("This formula is not saved. Leave it?"), Tr::tr("Leave"), true);
}

void FormulaDialog::reject()
{
  if (!mayLeave())
    return;
  m_isGivenUp = true;
  QDialog::reject();
}

void FormulaDialog::tell(bool worked, const QString& text)
{
  m_note->setNote(worked ? NoteKind::Ok : NoteKind::Error, text);
  m_note->show();
}

}
