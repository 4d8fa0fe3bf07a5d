// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/parameter_table.h"

#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

enum Column { Name, Value, Minimum, Maximum, Step, Columns };
constexpr int kRowsInSight = 3;

QToolButton* tool(const QString& name, const QString& icon, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setIcon(widgets::icon(icon));
  button->setAutoRaise(true);
  return button;
}

QString textOf(std::optional<double> number)
{
  return number ? QString::number(*number, 'g', 12) : QString();
}

std::optional<double>* numberOf(InputRow& row, int column)
{
  return column == Minimum ? &row.minimum : column == Maximum ? &row.maximum : &row.step;
}

/// The first of N, M, P … that has no meaning yet.
std::string freshName(const std::vector<InputRow>& inputs)
{
  for (const char* name : {"N", "M", "P", "K", "A", "B", "X"})
    if (std::none_of(inputs.begin(), inputs.end(), [name](const InputRow& row) { return row.name == name; }))
      return name;
  return "N" + std::to_string(inputs.size() + 1);
}

}

ParameterTable::ParameterTable(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, Columns, this))
    , m_add(tool(QStringLiteral("addParameterButton"), QStringLiteral("plus"), this))
    , m_remove(tool(QStringLiteral("removeParameterButton"), QStringLiteral("trash"), this))
{
  m_table->setObjectName(QStringLiteral("parameterTable"));
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(22);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setTabKeyNavigation(false);
  m_table->setMaximumHeight(24 + kRowsInSight * 22 + 2);
  m_table->setMinimumHeight(24 + 22 + 2);
  auto* tools = new QVBoxLayout;
  tools->setSpacing(4);
  tools->addWidget(m_add);
  tools->addWidget(m_remove);
  tools->addStretch(1);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_table, 1);
  layout->addLayout(tools);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  connect(m_table, &QTableWidget::cellChanged, this, &ParameterTable::take);
  connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
  connect(m_add, &QToolButton::clicked, this, &ParameterTable::add);
  connect(m_remove, &QToolButton::clicked, this, &ParameterTable::remove);
  retranslate();
}

void ParameterTable::retranslate()
{
  m_table->setAccessibleName(Tr::tr("Parameters"));
  m_table->setHorizontalHeaderLabels(
      {Tr::tr("Name"), Tr::tr("Default"), Tr::tr("Minimum"), Tr::tr("Maximum"), Tr::tr("Step", "of a parameter")});
  for (int column = Value; column < Columns; ++column)
    m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  m_table->horizontalHeaderItem(Name)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_add->setToolTip(Tr::tr("Add a parameter"));
  m_remove->setToolTip(Tr::tr("Remove the parameter"));
  for (QToolButton* button : {m_add, m_remove})
    button->setAccessibleName(button->toolTip());
}

void ParameterTable::setFormula(const std::string& text)
{
  m_text = text;
  m_inputs = inputsOf(text);
  fill();
}

void ParameterTable::fill()
{
  const QSignalBlocker silent(m_table);
  const int row = m_table->currentRow(), column = m_table->currentColumn();
  m_table->setRowCount(static_cast<int>(m_inputs.size()));
  for (std::size_t i = 0; i < m_inputs.size(); ++i) {
    const InputRow& input = m_inputs[i];
    const std::array<QString, Columns> texts{QString::fromStdString(input.name), textOf(input.value),
        textOf(input.minimum), textOf(input.maximum), textOf(input.step)};
    for (int c = 0; c < Columns; ++c) {
      auto* item = new QTableWidgetItem(texts[static_cast<std::size_t>(c)]);
      item->setTextAlignment(Qt::AlignVCenter | (c == Name ? Qt::AlignLeft : Qt::AlignRight));
      m_table->setItem(static_cast<int>(i), c, item);
    }
  }
  if (row >= 0 && row < m_table->rowCount())
    m_table->setCurrentCell(row, column);
  m_remove->setEnabled(m_table->currentRow() >= 0);
}

/// What cannot be meant (no number, no name) is put back as it was.
void ParameterTable::take(int row, int column)
{
  InputRow input = m_inputs[static_cast<std::size_t>(row)];
  const QString text = m_table->item(row, column)->text().trimmed();
  bool isNumber = false;
  const double number = text.toDouble(&isNumber);
  if (column == Name && !text.isEmpty())
    input.name = text.toStdString();
  else if (column == Value && isNumber)
    input.value = number;
  else if (column > Value && (isNumber || text.isEmpty()))
    *numberOf(input, column) = isNumber ? std::optional(number) : std::nullopt;
  // Numbers stand in order: a maximum needs a minimum in front of it.
  if (column == Maximum && isNumber && !input.minimum)
    input.minimum = std::min(0.0, input.value);
  if (column == Step && isNumber) {
    input.minimum = input.minimum.value_or(std::min(0.0, input.value));
    input.maximum = input.maximum.value_or(std::max(100.0, input.value));
  }
  const std::string changed = withInput(m_text, static_cast<std::size_t>(row), input);
  if (changed == m_text) {
    fill();
    return;
  }
  Q_EMIT edited(QString::fromStdString(changed));
}

void ParameterTable::add()
{
  InputRow row;
  row.name = freshName(m_inputs);
  row.value = 20;
  row.minimum = 1;
  row.maximum = 250;
  row.step = 1;
  Q_EMIT edited(QString::fromStdString(withNewInput(m_text, row)));
  m_table->setCurrentCell(m_table->rowCount() - 1, Name);
  m_table->setFocus();
}

void ParameterTable::remove()
{
  if (const int row = m_table->currentRow(); row >= 0)
    Q_EMIT edited(QString::fromStdString(withoutInput(m_text, static_cast<std::size_t>(row))));
}

}
