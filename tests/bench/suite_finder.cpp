// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/market/entity.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/finder.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/symbol_catalogue.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QSortFilterProxyModel>
#include <QStringListModel>

#include <array>

namespace zvt::bench {

namespace {

constexpr QSize kWindow(1600, 1000);

/// Names of four characters out of those that are common in names of companies.
market::EntityTable randomMarket(std::size_t count)
{
  const QString characters = QStringLiteral("中国平安招商银行证券科技股份电力能源重庆长江上海北京深圳新华信息集团汽车医"
                                            "药食品化工材料钢铁煤炭石油天然气海洋航空");
  SeededRandom random(3);
  std::vector<market::Entity> entities;
  entities.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    market::Entity entity;
    entity.id = {"stock", i % 2 ? "sh" : "sz", std::to_string(i % 2 ? 600'000 + i : 1'000'000 + i).substr(0, 7)};
    QString name;
    for (int c = 0; c < 4; ++c)
      name += characters.at(static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(characters.size()))));
    entity.name = name.toStdString();
    entity.pinyin = market::pinyinInitials(entity.name);
    entities.push_back(std::move(entity));
  }
  return market::EntityTable(std::move(entities));
}

/// What a search needs, with as many commands as the program has.
struct Desk {
  explicit Desk(std::size_t symbols)
      : table(std::make_shared<const market::EntityTable>(randomMarket(symbols)))
      , settings(*ui::Settings::loadSchema(), {})
  {
    for (int i = 0; i < 200; ++i) {
      ui::ActionSpec spec;
      spec.id = QStringLiteral("bench.action%1").arg(i);
      spec.text = [i] { return QStringLiteral("&Open chart of the %1th security 打开图表").arg(i); };
      spec.shortcut = i % 4 ? QString() : QStringLiteral("Ctrl+Alt+Shift+%1").arg(QChar(u'A' + i % 26));
      actions.add(std::move(spec));
    }
    context.clock = &clock;
    context.entities = [this] { return table; };
    context.links = &links;
    context.settings = &settings;
    context.actions = &actions;
    context.panels = &panels;
    window.resize(kWindow);
    window.show();
  }

  std::shared_ptr<const market::EntityTable> table;
  SystemClock clock;
  ui::Settings settings;
  ui::LinkBus links;
  ui::ActionRegistry actions;
  ui::PanelRegistry panels;
  ui::Context context;
  QMainWindow window;
};

/// One text typed character by character, then taken back.
struct Stroke {
  int key;
  QString text;
};
std::vector<Stroke> strokesOf(const QStringList& texts)
{
  std::vector<Stroke> strokes;
  for (const QString& text : texts) {
    for (const QChar c : text)
      strokes.push_back({0, QString(c)});
    for (qsizetype i = 0; i < text.size(); ++i)
      strokes.push_back({Qt::Key_Backspace, {}});
  }
  return strokes;
}

void press(QWidget& in, const Stroke& stroke)
{
  QKeyEvent event(QEvent::KeyPress, stroke.key, Qt::NoModifier, stroke.text);
  QApplication::sendEvent(&in, &event);
}

/// A keystroke in the search to its painted results.
void ourStrokes(benchmark::State& state, std::size_t symbols, const QStringList& texts)
{
  Desk desk(symbols);
  ui::Finder finder(desk.context, &desk.window);
  QWidget top(&desk.window);
  finder.open({}, &top);
  QApplication::processEvents();
  auto* field = finder.findChild<QLineEdit*>(QStringLiteral("finderField"));
  const std::vector<Stroke> strokes = strokesOf(texts);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    press(*field, strokes[next++ % strokes.size()]);
    QApplication::sendPostedEvents();
    finder.repaint();
  }
}

/// The same with what Qt has for it: a filter over one text a row.
void peerStrokes(benchmark::State& state, std::size_t symbols, const QStringList& texts)
{
  const market::EntityTable table = randomMarket(symbols);
  QStringList rows;
  for (const market::Entity& entity : table.entities())
    rows.append(QString::fromStdString(entity.id.code + ' ' + entity.name + ' ' + entity.pinyin));
  QStringListModel model(rows);
  QSortFilterProxyModel filter;
  filter.setSourceModel(&model);
  filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
  QLineEdit field;
  QListView list;
  list.setUniformItemSizes(true);
  list.setModel(&filter);
  list.resize(832, 480);
  list.show();
  QObject::connect(&field, &QLineEdit::textChanged, &filter, &QSortFilterProxyModel::setFilterFixedString);
  const std::vector<Stroke> strokes = strokesOf(texts);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    press(field, strokes[next++ % strokes.size()]);
    QApplication::sendPostedEvents();
    list.repaint();
  }
}

}

void addFinderSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  const QStringList symbols{QStringLiteral("zsyh"), QStringLiteral("600137"), QStringLiteral("平安"),
      QStringLiteral("cqlj"), QStringLiteral("000")};
  const QStringList commands{QStringLiteral(">open"), QStringLiteral(">17th"), QStringLiteral(">dktb")};
  const auto add = [](const char* name, std::size_t count, const QStringList& texts) {
    addMeasure({"ui", name, "ms", 16.0, "QSortFilterProxyModel",
        [=](benchmark::State& state) { ourStrokes(state, count, texts); },
        [=](benchmark::State& state) { peerStrokes(state, count, texts); }});
  };
  add("finder.keystroke_10k", 10'000, symbols);
  add("palette.keystroke_10k", 10'000, commands);
  add("finder.keystroke_100k", scale.of(100'000), symbols);
  const auto table = std::make_shared<const market::EntityTable>(randomMarket(scale.of(100'000)));
  addMeasure({"ui", "finder.index_100k", "ms", {}, "",
      [table](benchmark::State& state) {
        for ([[maybe_unused]] auto _ : state)
          benchmark::DoNotOptimize(ui::SearchIndex(ui::searchItems(*table)).size());
      },
      {}});
}

}
