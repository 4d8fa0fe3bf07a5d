// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator_dialog.h"

#include "ui/factor/indicator_details.h"
#include "ui/factor/indicator_list.h"
#include "ui/factor/output_home.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QEvent>
#include <QListWidget>
#include <QScreen>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

QToolButton* toolButton(const char* name, const QString& icon, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setIcon(widgets::icon(icon));
  button->setAutoRaise(true);
  return button;
}

QPushButton* pushButton(const char* name, QWidget* parent)
{
  auto* button = new QPushButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setAutoDefault(false);
  return button;
}

}

IndicatorDialog::IndicatorDialog(const Context& context, std::vector<Indicator> indicators, QWidget* parent)
    : QDialog(parent)
    , m_indicators(std::move(indicators))
    , m_formulas(new SavedFormulas(context, this))
    , m_drawnHead(new widgets::GroupHead({}, this))
    , m_offeredHead(new widgets::GroupHead({}, this))
    , m_drawn(new QListWidget(this))
    , m_offered(new IndicatorList(this))
    , m_details(new IndicatorDetails(this))
    , m_problem(new widgets::Note(widgets::NoteKind::Warning, {}, this))
    , m_up(toolButton("moveUpButton", QStringLiteral("buy"), this))
    , m_down(toolButton("moveDownButton", QStringLiteral("sell"), this))
    , m_duplicate(toolButton("duplicateIndicatorButton", QStringLiteral("copy"), this))
    , m_remove(toolButton("removeIndicatorButton", QStringLiteral("trash"), this))
    , m_defaults(pushButton("defaultIndicatorsButton", this))
    , m_edit(pushButton("editFormulaButton", this))
    , m_add(pushButton("addIndicatorButton", this))
    , m_close(pushButton("closeIndicatorsButton", this))
{
  setObjectName(QStringLiteral("indicatorDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("indicator")));
  resize(1100, std::min(760, screen()->availableGeometry().height() - 60));
  build();
  connectAll();
  retranslate();
  listDrawn(-1);
  takeFormulas();
  m_formulas->load();
  m_offered->setFocus();
}

void IndicatorDialog::build()
{
  m_drawn->setObjectName(QStringLiteral("drawnList"));
  m_add->setProperty("role", QStringLiteral("primary"));
  m_problem->hide();
  auto* tools = new QHBoxLayout;
  tools->setSpacing(4);
  tools->addWidget(m_up);
  tools->addWidget(m_down);
  tools->addWidget(m_duplicate);
  tools->addWidget(m_remove);
  tools->addStretch(1);
  auto* left = new QVBoxLayout;
  left->setSpacing(8);
  left->addWidget(m_drawnHead);
  left->addWidget(m_drawn, 1);
  left->addLayout(tools);
  auto* middle = new QVBoxLayout;
  middle->setSpacing(8);
  middle->addWidget(m_offeredHead);
  middle->addWidget(m_offered, 1);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(16);
  columns->addLayout(left, 2);
  columns->addLayout(middle, 4);
  columns->addWidget(m_details, 4);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addWidget(m_defaults);
  foot->addStretch(1);
  foot->addWidget(m_edit);
  foot->addWidget(m_add);
  foot->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(m_problem);
  layout->addLayout(columns, 1);
  layout->addLayout(foot);
}

void IndicatorDialog::connectAll()
{
  connect(m_formulas, &SavedFormulas::changed, this, &IndicatorDialog::takeFormulas);
  connect(m_formulas, &SavedFormulas::failed, this, [this](const Error& error) {
    m_problem->setNote(widgets::NoteKind::Warning, widgets::Language::current().describe(error));
    m_problem->show();
  });
  connect(m_drawn, &QListWidget::currentRowChanged, this, &IndicatorDialog::showDrawn);
  connect(m_offered, &IndicatorList::choiceChanged, this, &IndicatorDialog::showOffered);
  connect(m_offered, &IndicatorList::activated, this, &IndicatorDialog::add);
  connect(m_details, &IndicatorDetails::edited, this, &IndicatorDialog::takeEdit);
  connect(m_up, &QToolButton::clicked, this, [this] { moveDrawn(-1); });
  connect(m_down, &QToolButton::clicked, this, [this] { moveDrawn(1); });
  connect(m_duplicate, &QToolButton::clicked, this, &IndicatorDialog::duplicateDrawn);
  connect(m_remove, &QToolButton::clicked, this, &IndicatorDialog::removeDrawn);
  connect(m_add, &QPushButton::clicked, this, &IndicatorDialog::add);
  connect(m_edit, &QPushButton::clicked, this, &IndicatorDialog::editFormula);
  connect(m_close, &QPushButton::clicked, this, &QDialog::close);
  connect(m_defaults, &QPushButton::clicked, this, [this] {
    setIndicators(defaultIndicators());
    Q_EMIT indicatorsChanged();
  });
}

void IndicatorDialog::retranslate()
{
  setWindowTitle(Tr::tr("Indicators"));
  m_drawnHead->setText(Tr::tr("On the chart"));
  m_offeredHead->setText(Tr::tr("To choose from"));
  m_drawn->setAccessibleName(m_drawnHead->text());
  m_up->setToolTip(Tr::tr("Draw earlier"));
  m_down->setToolTip(Tr::tr("Draw later"));
  m_remove->setToolTip(Tr::tr("Take off the chart"));
  m_duplicate->setToolTip(Tr::tr("Duplicate"));
  for (QToolButton* button : {m_up, m_down, m_duplicate, m_remove})
    button->setAccessibleName(button->toolTip());
  m_defaults->setText(Tr::tr("As at first"));
  m_add->setText(Tr::tr("Add to the chart"));
  m_close->setText(Tr::tr("Close"));
  m_offered->retranslate();
  m_details->retranslate();
  updateButtons();
}

void IndicatorDialog::takeFormulas()
{
  m_offered->setFormulas(m_formulas->library());
  m_details->setSaved(m_formulas->snapshot());
  updateButtons();
}

void IndicatorDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void IndicatorDialog::setIndicators(std::vector<Indicator> indicators)
{
  if (indicators == m_indicators)
    return;
  m_indicators = std::move(indicators);
  listDrawn(-1);
  showDetails(m_offered->chosen() ? m_details->indicator() : std::nullopt, -1); // the panes to join are others now
  updateButtons();
}

void IndicatorDialog::listDrawn(int row)
{
  const QSignalBlocker silent(m_drawn);
  m_drawn->clear();
  for (const Indicator& indicator : m_indicators)
    m_drawn->addItem(titleOf(indicator));
  m_drawn->setCurrentRow(row);
  updateButtons();
}

void IndicatorDialog::showDrawn(int row)
{
  if (row < 0)
    return;
  m_offered->clearChoice();
  showDetails(m_indicators[static_cast<std::size_t>(row)], row);
  updateButtons();
}

/// With those whose panes it may share.
void IndicatorDialog::showDetails(const std::optional<Indicator>& indicator, int row)
{
  std::vector<IndicatorDetails::Neighbour> neighbours;
  for (std::size_t i = 0; i < m_indicators.size(); ++i)
    if (static_cast<int>(i) != row && hasOwnPane(m_indicators[i], m_formulas->library()))
      neighbours.push_back({titleOf(m_indicators[i]), i, m_indicators[i].paneGroup});
  m_details->showIndicator(indicator, std::move(neighbours));
}

void IndicatorDialog::showIndicator(std::size_t index)
{
  if (index < m_indicators.size())
    m_drawn->setCurrentRow(static_cast<int>(index));
}

void IndicatorDialog::showOffered()
{
  const auto chosen = m_offered->chosen();
  if (!chosen)
    return;
  const QSignalBlocker silent(m_drawn);
  m_drawn->setCurrentRow(-1);
  showDetails(chosen, -1);
  updateButtons();
}

void IndicatorDialog::add()
{
  const auto indicator = m_details->indicator();
  if (m_drawn->currentRow() >= 0 || !indicator || !m_details->isValid())
    return;
  m_indicators.push_back(*indicator);
  if (const auto other = m_details->joined())
    joinPane(m_indicators, m_indicators.size() - 1, *other);
  listDrawn(-1);
  Q_EMIT indicatorsChanged();
}

void IndicatorDialog::removeDrawn()
{
  const int row = m_drawn->currentRow();
  if (row < 0)
    return;
  m_indicators.erase(m_indicators.begin() + row);
  const int next = std::min(row, static_cast<int>(m_indicators.size()) - 1);
  listDrawn(next);
  if (next < 0)
    m_details->showIndicator({});
  else
    showDrawn(next);
  Q_EMIT indicatorsChanged();
}

void IndicatorDialog::moveDrawn(int by)
{
  const int row = m_drawn->currentRow(), target = row + by;
  if (row < 0 || target < 0 || target >= static_cast<int>(m_indicators.size()))
    return;
  std::swap(m_indicators[static_cast<std::size_t>(row)], m_indicators[static_cast<std::size_t>(target)]);
  listDrawn(target);
  Q_EMIT indicatorsChanged();
}

void IndicatorDialog::duplicateDrawn()
{
  const int row = m_drawn->currentRow();
  if (row < 0)
    return;
  duplicate(m_indicators, static_cast<std::size_t>(row));
  listDrawn(row + 1);
  showDrawn(row + 1);
  Q_EMIT indicatorsChanged();
}

void IndicatorDialog::takeEdit()
{
  updateButtons();
  const int row = m_drawn->currentRow();
  const auto indicator = m_details->indicator();
  if (row < 0 || !indicator || !m_details->isValid())
    return;
  std::vector<Indicator> edited = m_indicators;
  edited[static_cast<std::size_t>(row)] = *indicator;
  if (const auto other = m_details->joined())
    joinPane(edited, static_cast<std::size_t>(row), *other);
  if (edited == m_indicators)
    return;
  m_indicators = std::move(edited);
  m_drawn->item(row)->setText(titleOf(*indicator));
  Q_EMIT indicatorsChanged();
}

void IndicatorDialog::editFormula()
{
  const auto indicator = m_details->indicator();
  if (indicator && indicator->operatorName.empty())
    Q_EMIT editorRequested(QString::fromStdString(indicator->name), QString::fromStdString(indicator->formula));
  else
    Q_EMIT editorRequested({}, indicator ? QString::fromStdString(formulaText(*indicator)) : QString());
}

void IndicatorDialog::updateButtons()
{
  const int row = m_drawn->currentRow();
  m_up->setEnabled(row > 0);
  m_down->setEnabled(row >= 0 && row + 1 < m_drawn->count());
  m_duplicate->setEnabled(row >= 0);
  m_remove->setEnabled(row >= 0);
  m_add->setEnabled(row < 0 && m_details->isValid());
  const auto indicator = m_details->indicator();
  const bool isFormula = indicator && indicator->operatorName.empty();
  m_edit->setText(isFormula ? Tr::tr("Edit formula…") : Tr::tr("New formula…"));
}

}
