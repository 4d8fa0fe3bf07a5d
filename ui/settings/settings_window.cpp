// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_window.h"

#include "ui/settings/settings.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_text.h"
#include "ui/settings/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_field.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace zvt::ui {

using settings::Tr;
using widgets::FontRole;

namespace {

/// "settings.appearance.look" → "settings.appearance": a group belongs to the page it is named after.
std::string pageOf(const ParamSpec& spec)
{
  return spec.group.substr(0, spec.group.rfind('.'));
}

QString iconOf(const std::string& page)
{
  if (page == "settings.appearance")
    return QStringLiteral("theme");
  if (page == "settings.language")
    return QStringLiteral("globe");
  if (page == "settings.alerts")
    return QStringLiteral("bell");
  if (page == "settings.trading")
    return QStringLiteral("ticket");
  if (page == "settings.chart")
    return QStringLiteral("candles");
  return page == "settings.start" ? QStringLiteral("play") : QStringLiteral("settings");
}

QWidget* scrolled(QWidget* form)
{
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidget(form);
  return area;
}

}

SettingsWindow::SettingsWindow(Settings& settings, QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_stack(new QStackedWidget(this))
    , m_title((new widgets::TextLabel({}, this))->setRole(static_cast<int>(FontRole::Title), true))
    , m_hint((new widgets::TextLabel({}, this))
              ->setTone(widgets::TextTone::Muted)
              ->setRole(static_cast<int>(FontRole::Caption)))
    , m_problem(new widgets::Note(widgets::NoteKind::Error, {}, this))
{
  setObjectName(QStringLiteral("settingsWindow"));
  resize(1000, 640);
  auto* head = new QHBoxLayout;
  head->addWidget(m_title);
  head->addStretch(1);
  head->addWidget(m_hint);
  auto* page = new QVBoxLayout;
  page->setContentsMargins(20, 14, 20, 12);
  page->setSpacing(10);
  page->addLayout(head);
  page->addWidget(m_problem);
  page->addWidget(m_stack, 1);
  m_problem->hide();
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(makeSide());
  middle->addLayout(page, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(middle, 1);
  layout->addWidget(makeButtons());
  addPages();
  fill();
  retranslate();
  m_list->setCurrentRow(0);
}

QWidget* SettingsWindow::makeSide()
{
  auto* side = new QWidget(this);
  side->setProperty("surface", QStringLiteral("bar"));
  side->setFixedWidth(210);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 8, 0, 0);
  m_search = new widgets::SearchField(side);
  m_search->setObjectName(QStringLiteral("settingsSearchField"));
  auto* searchRow = new QHBoxLayout;
  searchRow->setContentsMargins(10, 0, 10, 4);
  searchRow->addWidget(m_search);
  layout->addLayout(searchRow);
  m_list = new QListWidget(side);
  m_list->setObjectName(QStringLiteral("settingsPageList"));
  m_list->setFrameShape(QFrame::NoFrame);
  QPalette palette = m_list->palette();
  palette.setBrush(QPalette::Base, Qt::NoBrush);
  m_list->setPalette(palette);
  layout->addWidget(m_list, 1);
  connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::search);
  connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
    m_stack->setCurrentIndex(row);
    updateState();
  });
  return side;
}

QWidget* SettingsWindow::makeButtons()
{
  auto* bar = new QWidget(this);
  bar->setProperty("surface", QStringLiteral("bar"));
  auto* layout = new QHBoxLayout(bar);
  layout->setContentsMargins(12, 8, 12, 8);
  const auto button = [&](const char* name) {
    auto* made = new QPushButton(bar);
    made->setObjectName(QString::fromLatin1(name));
    made->setMinimumWidth(80);
    return made;
  };
  m_defaults = button("defaultsButton");
  m_cancel = button("cancelButton");
  m_apply = button("applyButton");
  m_ok = button("okButton");
  m_ok->setProperty("role", QStringLiteral("primary"));
  m_ok->setDefault(true);
  m_count = (new widgets::TextLabel({}, bar))->setTone(widgets::TextTone::Accent);
  m_count->setObjectName(QStringLiteral("changesLabel"));
  m_more = button("moreButton");
  auto* menu = new QMenu(m_more);
  m_resetAll = menu->addAction(widgets::icon(QStringLiteral("undo")), QString(), this, [this] {
    for (const Page& page : m_pages)
      page.setToDefaults();
  });
  m_import =
      menu->addAction(widgets::icon(QStringLiteral("import")), QString(), this, &SettingsWindow::importRequested);
  m_export =
      menu->addAction(widgets::icon(QStringLiteral("export")), QString(), this, &SettingsWindow::exportRequested);
  m_more->setMenu(menu);
  layout->addWidget(m_defaults);
  layout->addWidget(m_more);
  layout->addStretch(1);
  layout->addWidget(m_count);
  layout->addWidget(m_cancel);
  layout->addWidget(m_apply);
  layout->addWidget(m_ok);
  connect(m_cancel, &QPushButton::clicked, this, &SettingsWindow::reject);
  connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
  connect(m_ok, &QPushButton::clicked, this, &SettingsWindow::accept);
  connect(m_defaults, &QPushButton::clicked, this, [this] {
    if (const int row = m_list->currentRow(); row >= 0)
      m_pages[static_cast<std::size_t>(row)].setToDefaults();
  });
  return bar;
}

void SettingsWindow::addPages()
{
  std::vector<std::pair<std::string, std::vector<ParamSpec>>> pages;
  for (const ParamSpec& spec : m_settings.schema().specs()) {
    if (spec.group.empty())
      continue;
    const std::string key = pageOf(spec);
    auto found = std::find_if(pages.begin(), pages.end(), [&](const auto& page) { return page.first == key; });
    if (found == pages.end())
      found = pages.insert(pages.end(), {key, {}});
    found->second.push_back(spec);
  }
  for (auto& [key, specs] : pages) {
    auto* form = new widgets::SchemaForm(ParamSchema(std::move(specs)));
    addItem({key, form, nullptr}, iconOf(key), scrolled(form));
    connect(form, &widgets::SchemaForm::stateChanged, this, &SettingsWindow::updateState);
  }
}

void SettingsWindow::addItem(const Page& page, const QString& icon, QWidget* widget)
{
  m_stack->addWidget(widget);
  m_list->addItem(new QListWidgetItem(widgets::icon(icon), QString()));
  m_list->item(m_list->count() - 1)->setSizeHint({100, widgets::Theme::current().metrics().row + 2});
  m_pages.push_back(page);
}

void SettingsWindow::addPage(SettingsPage* page)
{
  addItem({page->key(), nullptr, page}, page->icon(), page);
  page->fill();
  connect(page, &SettingsPage::stateChanged, this, &SettingsWindow::updateState);
  updateState();
}

int SettingsWindow::Page::dirtyCount() const
{
  return form ? form->dirtyCount() : own->dirtyCount();
}

bool SettingsWindow::Page::isValid() const
{
  return !form || form->isValid();
}

void SettingsWindow::Page::undoAll() const
{
  form ? form->undoAll() : own->undoAll();
}

void SettingsWindow::Page::setToDefaults() const
{
  form ? form->setToDefaults() : own->setToDefaults();
}

int SettingsWindow::Page::setFilter(const QString& text) const
{
  return form ? form->setFilter(text) : own->setFilter(text);
}

void SettingsWindow::fill()
{
  for (const Page& page : m_pages) {
    if (page.own) {
      page.own->fill();
      continue;
    }
    widgets::SchemaForm::Values values;
    for (const ParamSpec& spec : page.form->schema().specs())
      values.emplace(spec.key, m_settings.value(spec.key));
    disconnect(page.form, &widgets::SchemaForm::edited, this, nullptr);
    page.form->setValues(values);
    connect(page.form, &widgets::SchemaForm::edited, this,
        [this](const QString& key, const ParamValue& value) { (void)m_settings.preview(key.toStdString(), value); });
  }
  updateState();
}

bool SettingsWindow::apply()
{
  const bool valid = std::all_of(m_pages.begin(), m_pages.end(), [](const Page& page) { return page.isValid(); });
  if (!valid)
    return false;
  const Result<void> saved = m_settings.save();
  m_problem->setVisible(!saved);
  if (!saved) {
    m_problem->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(saved.error()));
    return false;
  }
  fill();
  return true;
}

void SettingsWindow::tell(widgets::NoteKind kind, const QString& text)
{
  m_problem->setNote(kind, text);
  m_problem->show();
}

void SettingsWindow::take(const std::string& text)
{
  const auto read = settingsFromText(m_settings.schema(), text);
  if (!read) {
    tell(widgets::NoteKind::Error, widgets::Language::current().describe(read.error()));
    return;
  }
  for (const auto& [key, value] : read->values) {
    widgets::SchemaField* field = nullptr;
    for (const Page& page : m_pages)
      if (page.form && !field)
        field = page.form->field(key);
    if (field)
      field->setValue(value);
    else
      (void)m_settings.preview(key, value); // drawn by a page of its own
  }
  if (read->skipped.empty())
    tell(widgets::NoteKind::Info,
        Tr::tr("%n setting(s) read; OK or Apply keeps them.", nullptr, static_cast<int>(read->values.size())));
  else {
    QStringList keys;
    for (const std::string& key : read->skipped)
      keys << QString::fromStdString(key);
    tell(
        widgets::NoteKind::Warning, Tr::tr("Left out, since they do not fit: %1").arg(keys.join(QStringLiteral(", "))));
  }
  updateState();
}

void SettingsWindow::accept()
{
  if (apply())
    QDialog::accept();
}

void SettingsWindow::reject()
{
  for (const Page& page : m_pages)
    page.undoAll();
  QDialog::reject();
}

void SettingsWindow::search(const QString& text)
{
  int first = -1;
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    const int found = m_pages[i].setFilter(text.trimmed());
    m_list->item(static_cast<int>(i))->setHidden(found == 0);
    if (found > 0 && first < 0)
      first = static_cast<int>(i);
  }
  const QListWidgetItem* current = m_list->currentItem();
  if (first >= 0 && (!current || current->isHidden()))
    m_list->setCurrentRow(first);
}

void SettingsWindow::setPathChooser(const widgets::PathChooser& choose)
{
  for (const Page& page : m_pages)
    if (page.form)
      page.form->setPathChooser(choose);
}

void SettingsWindow::showSetting(std::string_view key)
{
  for (std::size_t i = 0; i < m_pages.size(); ++i)
    if (m_pages[i].key == key)
      m_list->setCurrentRow(static_cast<int>(i));
    else if (widgets::SchemaField* field = m_pages[i].form ? m_pages[i].form->field(key) : nullptr) {
      m_list->setCurrentRow(static_cast<int>(i));
      field->editor()->setFocus();
    }
}

void SettingsWindow::updateState()
{
  int dirty = 0;
  bool valid = true;
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    const int count = m_pages[i].dirtyCount();
    dirty += count;
    valid = valid && m_pages[i].isValid();
    const QString name = widgets::Language::current().text(m_pages[i].key);
    m_list->item(static_cast<int>(i))->setText(count ? QStringLiteral("%1  (%2)").arg(name).arg(count) : name);
  }
  if (const int row = m_list->currentRow(); row >= 0)
    m_title->setText(widgets::Language::current().text(m_pages[static_cast<std::size_t>(row)].key));
  m_count->setText(dirty ? Tr::tr("%n change(s), not saved", nullptr, dirty) : QString());
  m_apply->setEnabled(dirty > 0 && valid);
  m_ok->setEnabled(valid);
}

void SettingsWindow::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void SettingsWindow::retranslate()
{
  setWindowTitle(Tr::tr("Settings"));
  const auto& specs = m_settings.schema().specs();
  const auto shown =
      std::count_if(specs.begin(), specs.end(), [](const ParamSpec& spec) { return !spec.group.empty(); });
  m_search->setPlaceholderText(Tr::tr("Search %n setting(s)", nullptr, static_cast<int>(shown)));
  m_search->setAccessibleName(Tr::tr("Search settings"));
  m_list->setAccessibleName(Tr::tr("Pages"));
  m_hint->setText(Tr::tr("Changes show at once; OK or Apply keeps them."));
  m_defaults->setText(Tr::tr("Reset this page"));
  m_more->setText(Tr::tr("More"));
  m_resetAll->setText(Tr::tr("Reset all settings"));
  m_import->setText(Tr::tr("Import…"));
  m_export->setText(Tr::tr("Export…"));
  m_cancel->setText(Tr::tr("Cancel"));
  m_apply->setText(Tr::tr("Apply"));
  m_ok->setText(Tr::tr("OK"));
  updateState();
}

}
