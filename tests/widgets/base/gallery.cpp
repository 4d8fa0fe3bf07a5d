// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/base/gallery.h"

#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QtWidgets>

using namespace zvt::widgets;

namespace zvt::tests {

namespace {

QHBoxLayout* row(QVBoxLayout* layout)
{
  auto* line = new QHBoxLayout;
  layout->addLayout(line);
  return line;
}

QPushButton* button(const QString& text, const char* role = nullptr, const char* size = nullptr)
{
  auto* made = new QPushButton(text);
  if (role)
    made->setProperty("role", QString::fromLatin1(role));
  if (size)
    made->setProperty("controlSize", QString::fromLatin1(size));
  return made;
}

void addButtons(QVBoxLayout* layout)
{
  layout->addWidget(new GroupHead(QStringLiteral("Buttons")));
  auto* first = row(layout);
  first->addWidget(button(QStringLiteral("Normal")));
  auto* disabled = button(QStringLiteral("Disabled"));
  disabled->setEnabled(false);
  first->addWidget(disabled);
  first->addWidget(button(QStringLiteral("Primary 主要"), "primary"));
  first->addWidget(button(QStringLiteral("Buy 买入"), "buy"));
  first->addWidget(button(QStringLiteral("Sell 卖出"), "sell"));
  auto* second = row(layout);
  auto* compact = button(QStringLiteral("22 px"), nullptr, "compact");
  compact->setIcon(icon(QStringLiteral("plus")));
  second->addWidget(compact);
  second->addWidget(button(QStringLiteral("32 px"), nullptr, "large"));
  for (const bool checked : {false, true}) {
    auto* tool = new QToolButton;
    tool->setIcon(icon(QStringLiteral("bell")));
    tool->setAutoRaise(true);
    tool->setCheckable(true);
    tool->setChecked(checked);
    second->addWidget(tool);
  }
  for (int link = -1; link < 6; ++link) {
    auto* chip = new LinkChip;
    chip->setLink(link);
    second->addWidget(chip);
  }
  second->addWidget(new ModeBadge(TradeMode::Paper));
  second->addWidget(new ModeBadge(TradeMode::Live));
  second->addStretch();
}

void addFields(QVBoxLayout* layout)
{
  layout->addWidget(new GroupHead(QStringLiteral("Fields")));
  auto* first = row(layout);
  for (const char* state : {"", "dirty", "invalid", "disabled"}) {
    auto* field = new QLineEdit(QStringLiteral("31.25"));
    if (qstrcmp(state, "disabled") == 0)
      field->setEnabled(false);
    else if (*state)
      field->setProperty(state, true);
    first->addWidget(field);
  }
  auto* combo = new QComboBox;
  combo->addItems({QStringLiteral("Limit 限价"), QStringLiteral("Market")});
  first->addWidget(combo);
  auto* second = row(layout);
  auto* spin = new QSpinBox;
  spin->setRange(0, 10000);
  spin->setValue(1200);
  second->addWidget(spin);
  for (const bool on : {false, true}) {
    auto* check = new QCheckBox(QStringLiteral("On 选中"));
    check->setChecked(on);
    second->addWidget(check);
  }
  for (const bool on : {false, true}) {
    auto* group = new QWidget;
    auto* inside = new QHBoxLayout(group);
    inside->setContentsMargins(0, 0, 0, 0);
    auto* radio = new QRadioButton(QStringLiteral("On"));
    radio->setChecked(on);
    inside->addWidget(radio);
    second->addWidget(group);
  }
  auto* segments = new SegmentedControl;
  segments->addSegment(QStringLiteral("d"), QStringLiteral("日 D"));
  segments->addSegment(QStringLiteral("w"), QStringLiteral("周 W"));
  segments->addSegment(QStringLiteral("m"), QStringLiteral("月 M"));
  segments->setValue(QStringLiteral("d"));
  second->addWidget(segments);
  auto* third = row(layout);
  auto* progress = new QProgressBar;
  progress->setTextVisible(false);
  progress->setFixedHeight(6);
  progress->setValue(62);
  third->addWidget(progress);
  auto* slider = new QSlider(Qt::Horizontal);
  slider->setValue(40);
  third->addWidget(slider);
  auto* search = new SearchField;
  search->setPlaceholderText(QStringLiteral("Code, name, command"));
  search->setShortcutText(QStringLiteral("Ctrl+K"));
  third->addWidget(search);
}

QStandardItem* cell(const QString& text, CellTone tone, bool right = false)
{
  auto* item = new QStandardItem(text);
  item->setData(static_cast<int>(tone), ToneRole);
  item->setTextAlignment(right ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
  return item;
}

void addTable(QVBoxLayout* layout)
{
  auto* tabs = new QTabWidget;
  auto* table = new DataTable;
  auto* model = new QStandardItemModel(table);
  model->setHorizontalHeaderLabels(
      {QStringLiteral("State"), QStringLiteral("Code"), QStringLiteral("Last"), QStringLiteral("Chg")});
  for (int column : {2, 3})
    model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  for (int column : {0, 1})
    model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  for (const QString& state : {QStringLiteral("Normal 普通"), QStringLiteral("Selected 选中"), QStringLiteral("Stale"),
           QStringLiteral("Limit-up 涨停"), QStringLiteral("Down")}) {
    const bool down = state == u"Down";
    auto* last = cell(QStringLiteral("31.26"), down ? CellTone::Down : CellTone::Up, true);
    auto* name = cell(state, CellTone::Neutral);
    if (state == u"Stale") {
      name->setData(true, StaleRole);
      last->setData(true, StaleRole);
    }
    if (state.startsWith(QStringLiteral("Limit")))
      last->setData(1, LimitRole);
    model->appendRow({name, cell(QStringLiteral("600030.SH"), CellTone::Muted), last,
        cell(down ? QStringLiteral("\u22120.46%") : QStringLiteral("+1.89%"), down ? CellTone::Down : CellTone::Up,
            true)});
  }
  table->setModel(model);
  table->selectRow(1);
  table->setMinimumHeight(140);
  tabs->addTab(table, QStringLiteral("Orders 委托"));
  tabs->addTab(new QWidget, QStringLiteral("Fills 成交"));
  layout->addWidget(tabs, 1);
}

void addStates(QVBoxLayout* layout)
{
  auto* states = row(layout);
  states->addWidget(
      new EmptyState(QStringLiteral("blotter"), QStringLiteral("No orders today"), QStringLiteral("Open ticket")));
  states->addWidget(new ErrorState(QStringLiteral("No minute bars: Eastmoney, HTTP 403, 5 tries"), true));
  layout->addWidget(new Note(NoteKind::Warning, QStringLiteral("Concentration passes 18% 集中度超过预警")));
  layout->addWidget(new Note(NoteKind::Error, QStringLiteral("1,250 is not a multiple of 100")));
  layout->addWidget(new Note(NoteKind::Info, QStringLiteral("T+1: sellable tomorrow")));
}

}

QWidget* makeGallery()
{
  auto* window = new QWidget;
  auto* outer = new QVBoxLayout(window);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->setSpacing(0);
  outer->addWidget(new ModeStrip(TradeMode::Paper));
  auto* menus = new QMenuBar;
  for (const char* name : {"&File", "&Edit", "&View"})
    menus->addMenu(QString::fromLatin1(name))->addAction(QStringLiteral("Buy…"));
  outer->addWidget(menus);
  auto* content = new QWidget;
  outer->addWidget(content, 1);
  auto* layout = new QVBoxLayout(content);
  addButtons(layout);
  addFields(layout);
  addTable(layout);
  addStates(layout);
  auto* status = new QStatusBar;
  status->showMessage(QStringLiteral("Ready"));
  outer->addWidget(status);
  window->resize(560, 780);
  return window;
}

void savePicture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

}
