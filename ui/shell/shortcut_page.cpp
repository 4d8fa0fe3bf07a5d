// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_page.h"

#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/shortcut_field.h"
#include "ui/shell/shortcut_model.h"
#include "ui/shell/shortcut_settings.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace zvt::ui {

ShortcutPage::ShortcutPage(Settings& settings, ActionRegistry& actions, QWidget* parent)
    : SettingsPage(parent)
    , m_settings(settings)
    , m_actions(actions)
    , m_model(new ShortcutModel(actions, this))
    , m_rows(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_note(new widgets::Note(widgets::NoteKind::Warning, {}, this))
{
  setObjectName(QStringLiteral("shortcutPage"));
  m_rows->setSourceModel(m_model);
  m_rows->setFilterKeyColumn(-1);
  m_rows->setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_table->setObjectName(QStringLiteral("shortcutTable"));
  m_table->setModel(m_rows);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setTabKeyNavigation(false);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder); // at first in the order of the menus
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(widgets::Theme::current().rowHeight());
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_table->horizontalHeader()->setSectionResizeMode(ShortcutModel::Command, QHeaderView::Stretch);
  m_table->setColumnWidth(ShortcutModel::Where, 130);
  m_table->setColumnWidth(ShortcutModel::Keys, 180);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_table, 1);
  layout->addWidget(makeEditor());
  layout->addWidget(m_note);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutPage::showChosen);
  connect(&m_actions, &ActionRegistry::keysChanged, this, &ShortcutPage::showChosen);
  retranslate();
  m_table->selectRow(0);
}

QWidget* ShortcutPage::makeEditor()
{
  auto* editor = new QWidget(this);
  auto* row = new QHBoxLayout(editor);
  row->setContentsMargins(0, 4, 0, 4);
  m_command = (new widgets::TextLabel({}, editor))->setRole(static_cast<int>(widgets::FontRole::Body), true);
  m_command->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_field = new ShortcutField(editor);
  m_field->setObjectName(QStringLiteral("shortcutField"));
  m_field->setFixedWidth(180);
  row->addWidget(m_command, 1);
  row->addWidget(m_field);
  const auto button = [&](const char* name) {
    auto* made = new QPushButton(editor);
    made->setObjectName(QString::fromLatin1(name));
    made->setAutoDefault(false);
    row->addWidget(made);
    return made;
  };
  m_set = button("setShortcutButton");
  m_add = button("addShortcutButton");
  m_remove = button("removeShortcutButton");
  m_reset = button("resetShortcutButton");
  connect(m_field, &ShortcutField::keysChanged, this, &ShortcutPage::showConflicts);
  connect(m_set, &QPushButton::clicked, this, [this] { assign(false); });
  connect(m_add, &QPushButton::clicked, this, [this] { assign(true); });
  connect(m_remove, &QPushButton::clicked, this, [this] {
    ShortcutBindings wanted = m_actions.bindings();
    m_actions.defaultKeys(chosen()).isEmpty() ? wanted.remove(chosen()) : wanted.set(chosen(), {});
    keep(wanted);
  });
  connect(m_reset, &QPushButton::clicked, this, [this] {
    ShortcutBindings wanted = m_actions.bindings();
    wanted.remove(chosen());
    keep(wanted);
  });
  return editor;
}

QString ShortcutPage::chosen() const
{
  return m_table->currentIndex().data(ShortcutModel::kIdRole).toString();
}

void ShortcutPage::choose(const QString& id)
{
  for (int row = 0; row < m_rows->rowCount(); ++row)
    if (m_rows->index(row, 0).data(ShortcutModel::kIdRole).toString() == id) {
      m_table->selectRow(row);
      m_table->scrollTo(m_rows->index(row, 0));
    }
}

void ShortcutPage::showChosen()
{
  const QString id = chosen();
  m_command->setText(m_actions.path(id));
  const QList<QKeySequence> keys = m_actions.keys(id);
  m_field->setKeys(keys.value(0));
  m_field->setEnabled(!id.isEmpty());
  m_remove->setEnabled(!keys.isEmpty());
  m_reset->setEnabled(!id.isEmpty() && !m_actions.hasDefaultKeys(id));
  showConflicts();
}

void ShortcutPage::showConflicts()
{
  const QString id = chosen();
  const QKeySequence wanted = m_field->keys();
  const bool news = !id.isEmpty() && !wanted.isEmpty() && !m_actions.keys(id).contains(wanted);
  m_set->setEnabled(news);
  m_add->setEnabled(news && !m_actions.keys(id).isEmpty());
  const QStringList others = wanted.isEmpty() ? QStringList() : m_actions.conflicts(id, wanted);
  const QString menu = wanted.isEmpty() ? QString() : m_actions.menuOpenedBy(wanted);
  m_note->setVisible(!others.isEmpty() || !menu.isEmpty());
  if (others.isEmpty()) {
    if (!menu.isEmpty())
      m_note->setNote(widgets::NoteKind::Warning,
          Tr::tr("%1 opens the menu “%2”. Set here, the two get into each other’s way.")
              .arg(wanted.toString(QKeySequence::NativeText), menu));
    return;
  }
  const ActionSpec* own = m_actions.find(id);
  const ActionSpec* other = m_actions.find(others.front());
  const QString keys = wanted.toString(QKeySequence::NativeText);
  const QString path = m_actions.path(others.front());
  if (other->context == own->context)
    m_note->setNote(widgets::NoteKind::Warning,
        Tr::tr("%1 belongs to “%2” (%3). Setting it here takes it away there.")
            .arg(keys, path, m_actions.contextTitle(other->context)));
  else
    m_note->setNote(widgets::NoteKind::Info,
        Tr::tr("%1 is also “%2” (%3). In “%4” the panel's own command goes first.")
            .arg(keys, path, m_actions.contextTitle(other->context),
                m_actions.contextTitle(own->context.isEmpty() ? other->context : own->context)));
}

void ShortcutPage::assign(bool add)
{
  const QString id = chosen();
  const QKeySequence wanted = m_field->keys();
  if (id.isEmpty() || wanted.isEmpty())
    return;
  ShortcutBindings bindings = m_actions.bindings();
  const auto give = [&](const QString& to, const QList<QKeySequence>& keys) {
    keys == m_actions.defaultKeys(to) ? bindings.remove(to) : bindings.set(to, keys);
  };
  const QStringList others = m_actions.conflicts(id, wanted);
  for (const QString& other : others) {
    if (m_actions.find(other)->context != m_actions.find(id)->context)
      continue;
    QList<QKeySequence> left;
    for (const QKeySequence& one : m_actions.keys(other))
      if (one.matches(wanted) == QKeySequence::NoMatch && wanted.matches(one) == QKeySequence::NoMatch)
        left.append(one);
    give(other, left);
  }
  give(id, add ? m_actions.keys(id) << wanted : QList<QKeySequence>{wanted});
  keep(bindings);
}

void ShortcutPage::keep(const ShortcutBindings& bindings)
{
  (void)m_settings.preview(kShortcutsKey, ParamValue(bindings.toText().toStdString()));
  m_actions.setBindings(bindings);
  Q_EMIT stateChanged();
}

void ShortcutPage::fill()
{
  m_before = m_actions.bindings();
}

int ShortcutPage::dirtyCount() const
{
  int count = 0;
  for (int row = 0; row < m_model->rowCount(); ++row)
    count += m_before.find(m_model->id(row)) != m_actions.bindings().find(m_model->id(row)) ? 1 : 0;
  return count;
}

void ShortcutPage::undoAll()
{
  keep(m_before);
}

void ShortcutPage::setToDefaults()
{
  keep({});
}

int ShortcutPage::setFilter(const QString& text)
{
  m_rows->setFilterFixedString(text);
  if (!m_table->currentIndex().isValid() && m_rows->rowCount() > 0)
    m_table->selectRow(0);
  return m_rows->rowCount();
}

void ShortcutPage::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  SettingsPage::changeEvent(event);
}

void ShortcutPage::retranslate()
{
  m_table->setAccessibleName(Tr::tr("Commands and their keys"));
  m_field->setPlaceholderText(Tr::tr("Press the keys"));
  m_field->setToolTip(Tr::tr("Up to four strokes within a second of each other; Backspace takes the last one off"));
  m_field->setAccessibleName(Tr::tr("New keys"));
  m_set->setText(Tr::tr("Set"));
  m_add->setText(Tr::tr("Add"));
  m_add->setToolTip(Tr::tr("Besides the keys that it has"));
  m_remove->setText(Tr::tr("No keys"));
  m_reset->setText(Tr::tr("Reset"));
  m_model->refresh();
  showChosen();
}

}
