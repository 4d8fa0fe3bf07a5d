// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_page.h"

#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "ui/shell/welcome_parts.h"
#include "widgets/base/components.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

namespace zvt::ui {

using widgets::FontRole;
using widgets::GroupHead;
using widgets::SegmentedControl;
using widgets::TextLabel;
using widgets::TextTone;

namespace {

TextLabel* label(QWidget* parent, FontRole role, TextTone tone, bool strong = false)
{
  return (new TextLabel({}, parent))->setRole(static_cast<int>(role), strong)->setTone(tone);
}

}

WelcomePage::WelcomePage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
  setObjectName(QStringLiteral("welcomePage"));
  build();
  retranslate();
  if (m_context.settings)
    connect(m_context.settings, &Settings::changed, this, &WelcomePage::showValues);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &WelcomePage::showValues);
}

void WelcomePage::build()
{
  auto* content = new QWidget;
  content->setMaximumWidth(1180);
  auto* columns = new QHBoxLayout(content);
  columns->setContentsMargins(40, 60, 40, 40);
  columns->setSpacing(44);
  auto* main = new QVBoxLayout;
  main->setSpacing(10);
  auto* head = new QHBoxLayout;
  head->setSpacing(14);
  head->addWidget(new Logo(content));
  auto* words = new QVBoxLayout;
  words->setSpacing(0);
  m_title = label(content, FontRole::Figure, TextTone::Primary, true);
  m_intro = label(content, FontRole::Body, TextTone::Secondary);
  words->addWidget(m_title);
  words->addWidget(m_intro);
  head->addLayout(words, 1);
  main->addLayout(head);
  main->addSpacing(12);
  addChoices(main);
  main->addSpacing(8);
  addCards(main);
  main->addStretch(1);
  auto* side = new QVBoxLayout;
  side->setSpacing(10);
  addKeys(side);
  side->addSpacing(14);
  addModes(side);
  side->addStretch(1);
  columns->addLayout(main, 7);
  columns->addLayout(side, 4);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  auto* centred = new QWidget;
  auto* centre = new QHBoxLayout(centred);
  centre->setContentsMargins(0, 0, 0, 0);
  centre->addStretch(1);
  centre->addWidget(content, 100);
  centre->addStretch(1);
  area->setWidget(centred);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(5, 5, 5, 5);
  layout->addWidget(area);
}

void WelcomePage::addChoices(QVBoxLayout* column)
{
  m_lookHead = new GroupHead({}, this);
  column->addWidget(m_lookHead);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(8);
  grid->setColumnMinimumWidth(0, 110);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  const std::vector<std::pair<std::string, std::vector<const char*>>> choices{{"language.language", {"en", "zh_CN"}},
      {"appearance.theme", {"dark", "light", "highContrast"}}, {"appearance.scheme", {"redUp", "greenUp", "orangeUp"}},
      {"language.numbers", {"wan", "thousand"}}};
  int row = 0;
  for (const auto& [key, values] : choices) {
    auto* name = label(this, FontRole::Body, TextTone::Secondary);
    name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* segments = new SegmentedControl(this);
    segments->setObjectName(QString::fromStdString(key).replace(u'.', u'_') + QStringLiteral("Segments"));
    for (const char* value : values)
      segments->addSegment(QString::fromLatin1(value), QString());
    grid->addWidget(name, row, 0);
    grid->addWidget(segments, row++, 1);
    connect(segments, &SegmentedControl::chosen, this, [this, setting = key](const QString& value) {
      if (m_context.settings)
        (void)m_context.settings->set(setting, ParamValue(value.toStdString()));
    });
    m_choices.push_back({key, name, segments});
  }
  column->addLayout(grid);
}

void WelcomePage::addCards(QVBoxLayout* column)
{
  m_dataHead = new GroupHead({}, this);
  column->addWidget(m_dataHead);
  auto* rows = new QVBoxLayout;
  rows->setSpacing(0);
  const auto add = [&](const char* action, const char* icon, bool primary) {
    auto* row = new CardRow(primary, this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(18, 14, 16, 14);
    layout->setSpacing(14);
    layout->addWidget(new IconView(QString::fromLatin1(icon), 26, row), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    Card card{QString::fromLatin1(action), label(row, FontRole::Title, TextTone::Primary, true),
        label(row, FontRole::Body, TextTone::Secondary), new QPushButton(row)};
    card.text->setWordWrap(true);
    card.button->setProperty("controlSize", QStringLiteral("large"));
    card.button->setObjectName(card.action + QStringLiteral("Button"));
    if (primary)
      card.button->setProperty("role", QStringLiteral("primary"));
    words->addWidget(card.title);
    words->addWidget(card.text);
    layout->addLayout(words, 1);
    layout->addWidget(card.button);
    rows->addWidget(row);
    connect(card.button, &QPushButton::clicked, this, [this, id = card.action] {
      if (QAction* target = m_context.actions ? m_context.actions->action(id) : nullptr)
        target->trigger();
    });
    m_cards.push_back(card);
  };
  add("data.loadSample", "database", true);
  add("data.import", "import", false);
  column->addLayout(rows);
  auto* last = new QHBoxLayout;
  m_skip = new QPushButton(this);
  m_skip->setFlat(true);
  m_skip->setObjectName(QStringLiteral("skipButton"));
  m_atStart = new QCheckBox(this);
  m_atStart->setObjectName(QStringLiteral("welcomeAtStartBox"));
  last->addWidget(m_skip);
  last->addStretch(1);
  last->addWidget(m_atStart);
  column->addLayout(last);
  connect(m_skip, &QPushButton::clicked, this, &WelcomePage::skipped);
  connect(m_atStart, &QCheckBox::clicked, this, [this](bool on) {
    if (m_context.settings)
      (void)m_context.settings->set("start.welcome", ParamValue(on));
  });
  if (m_context.actions)
    connect(m_context.actions, &ActionRegistry::changed, this, &WelcomePage::showValues);
}

void WelcomePage::addKeys(QVBoxLayout* column)
{
  m_keysHead = new GroupHead({}, this);
  column->addWidget(m_keysHead);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(10);
  grid->setColumnMinimumWidth(0, 96);
  grid->setColumnStretch(1, 1);
  for (int i = 0; i < 4; ++i) {
    auto* key = new KeyCap(this);
    auto* text = label(this, FontRole::Body, TextTone::Primary);
    grid->addWidget(key, i, 0, Qt::AlignLeft);
    grid->addWidget(text, i, 1);
    m_keys.emplace_back(key, text);
  }
  column->addLayout(grid);
}

void WelcomePage::addModes(QVBoxLayout* column)
{
  m_modeHead = new GroupHead({}, this);
  column->addWidget(m_modeHead);
  const auto add = [&](widgets::TradeMode mode, QLabel*& title, QLabel*& text) {
    auto* box = new ModeBox(mode, this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(44, 10, 14, 10);
    layout->setSpacing(2);
    title = label(box, FontRole::Body, TextTone::Primary, true);
    text = label(box, FontRole::Body, TextTone::Secondary);
    text->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(text);
    column->addWidget(box);
  };
  add(widgets::TradeMode::Paper, m_paperTitle, m_paperText);
  add(widgets::TradeMode::Live, m_liveTitle, m_liveText);
}

void WelcomePage::showValues()
{
  const widgets::Theme& theme = widgets::Theme::current();
  const auto show = [&](const std::string& key, const QString& value) {
    for (const Choice& choice : m_choices)
      if (choice.key == key)
        choice.segments->setValue(value);
  };
  show("language.language", widgets::Language::current().code());
  show("appearance.theme", widgets::toString(theme.id()));
  show("appearance.scheme", widgets::toString(theme.scheme()));
  show("language.numbers",
      theme.numberStyle() == widgets::NumberStyle::Wan ? QStringLiteral("wan") : QStringLiteral("thousand"));
  if (m_context.settings)
    m_atStart->setChecked(m_context.settings->flag("start.welcome"));
  for (const Card& card : m_cards)
    card.button->parentWidget()->setVisible(m_context.actions && m_context.actions->action(card.action));
}

void WelcomePage::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void WelcomePage::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), t.surface.window);
  widgets::flat::box(painter, QRectF(rect()).adjusted(4, 4, -4, -4), t.surface.panel, t.line.panel, 1, 0);
}

void WelcomePage::retranslate()
{
  m_title->setText(Tr::tr("Welcome to ZVT Workstation"));
  m_intro->setText(Tr::tr("Data, strategies and orders stay on this computer. No account, works offline."));
  m_lookHead->setText(Tr::tr("First, make it look right (change it any time)"));
  m_dataHead->setText(Tr::tr("Then put some data in"));
  m_keysHead->setText(Tr::tr("Four keys to know"));
  m_modeHead->setText(Tr::tr("Which mode is which"));
  const widgets::Language& language = widgets::Language::current();
  const Settings* settings = m_context.settings;
  for (const Choice& choice : m_choices) {
    const ParamSpec* spec = settings ? settings->schema().find(choice.key) : nullptr;
    if (!spec)
      continue;
    choice.label->setText(language.text(spec->label));
    choice.segments->setAccessibleName(choice.label->text());
    for (const ParamChoice& option : spec->choices)
      choice.segments->setSegmentText(QString::fromStdString(option.value), language.text(option.label));
  }
  m_cards[0].title->setText(Tr::tr("Load the sample data"));
  m_cards[0].text->setText(Tr::tr("60 A-shares and an index with six years of daily bars and 20 days of minute bars. "
                                  "Synthetic, and labelled so everywhere."));
  m_cards[0].button->setText(Tr::tr("Load"));
  m_cards[1].title->setText(Tr::tr("Import your own files"));
  m_cards[1].text->setText(Tr::tr(
      "CSV, JSON, TDX exports. Preview first; bad rows are named with their lines, and nothing half-imported stays."));
  m_cards[1].button->setText(Tr::tr("Choose files…"));
  m_skip->setText(Tr::tr("Skip, open the workspace"));
  m_atStart->setText(Tr::tr("Show at start"));
  const std::array keys{std::pair(Tr::tr("Just type"), Tr::tr("symbol finder: code, name or initials")),
      std::pair(QStringLiteral("Ctrl+K"), Tr::tr("find any command, symbol or window")),
      std::pair(QStringLiteral("Shift+F1"), Tr::tr("all shortcuts")),
      std::pair(QStringLiteral("Esc"), Tr::tr("close what popped up"))};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    m_keys[i].first->setText(keys[i].first);
    m_keys[i].second->setText(keys[i].second);
  }
  m_paperTitle->setText(widgets::modeText(widgets::TradeMode::Paper));
  m_paperText->setText(Tr::tr(
      "Dashed violet frame. You are here: orders stay in the built-in account; rules and fees are those of the day."));
  m_liveTitle->setText(widgets::modeText(widgets::TradeMode::Live));
  m_liveText->setText(Tr::tr("Solid orange frame. Needs a broker, arming, and a confirmation for every order."));
  showValues();
}

}
