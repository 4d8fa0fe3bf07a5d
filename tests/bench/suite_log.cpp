// SPDX-License-Identifier: GPL-3.0-or-later
// The log panel with as many lines as it ever holds.
#include "tests/bench/measure.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/log/log_files.h"
#include "ui/log/log_panel.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>

#include <array>
#include <limits>

namespace zvt::bench {

namespace {

constexpr QSize kPanel(900, 600);

std::string textOf(std::size_t i)
{
  return "stock_sz_" + std::to_string(300'000 + i % 5'000) + ": " + std::to_string(i)
      + " rows of 2024-07-01 stored in 12 ms";
}

const char* channelOf(std::size_t i)
{
  constexpr std::array kChannels{"import", "task", "storage", "quotes"};
  return kChannels[i % kChannels.size()];
}

std::vector<LogLinePtr> linesOf(std::size_t count)
{
  std::vector<LogLinePtr> lines;
  lines.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    lines.push_back(std::make_shared<LogLine>(
        LogLine{i + 1, Timestamp{static_cast<std::int64_t>(i) * 1000}, LogLevel::Info, channelOf(i), textOf(i)}));
  return lines;
}

/// What the GUI thread does with all lines at once: taken, the last of them painted.
void show(benchmark::State& state, std::size_t count)
{
  const std::vector<LogLinePtr> lines = linesOf(count);
  ui::LogModel model;
  QTableView table;
  table.setModel(&model);
  table.resize(kPanel);
  table.show();
  for ([[maybe_unused]] auto _ : state) {
    model.setLines(lines);
    table.scrollToBottom();
    QApplication::sendPostedEvents();
    table.repaint();
  }
}

/// The same with Qt's own model.
void showStandard(benchmark::State& state, std::size_t count)
{
  const std::vector<LogLinePtr> lines = linesOf(count);
  QTableView table;
  table.resize(kPanel);
  table.show();
  for ([[maybe_unused]] auto _ : state) {
    QStandardItemModel model(0, 2);
    for (const LogLinePtr& line : lines)
      model.appendRow({new QStandardItem(QString::fromStdString(line->channel)),
          new QStandardItem(QString::fromStdString(line->text))});
    table.setModel(&model);
    table.scrollToBottom();
    QApplication::sendPostedEvents();
    table.repaint();
    table.setModel(nullptr);
  }
}

/// A keystroke in the search to the painted lines that are left.
void search(benchmark::State& state, std::size_t count)
{
  const SystemClock clock;
  ui::ExecutorPool workers(2, clock);
  LogRing ring(nullptr, clock, count);
  for (std::size_t i = 0; i < count; ++i)
    ring.write(LogLevel::Info, channelOf(i), textOf(i));
  ui::Context context;
  context.clock = &clock;
  context.workers = &workers;
  context.log = &ring;
  {
    ui::LogPanel panel(context);
    panel.resize(kPanel);
    panel.show();
    int resets = 0;
    QObject::connect(&panel.model(), &QAbstractItemModel::modelReset, &panel, [&resets] { ++resets; });
    const auto shown = [&resets](int before) {
      while (resets == before)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    shown(0);
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("logSearchField"));
    const QStringList texts{QStringLiteral("3000"), QStringLiteral("30001"), QStringLiteral("300017")};
    qsizetype next = 0;
    for ([[maybe_unused]] auto _ : state) {
      const int before = resets;
      field->setText(texts[next++ % texts.size()]);
      shown(before);
      panel.repaint();
    }
  }
  workers.drain();
}

void readFiles(benchmark::State& state, std::size_t count)
{
  const QTemporaryDir folder;
  OsFileSystem files;
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += std::string("2024-07-01T01:31:00.123456Z info [") + channelOf(i) + "] " + textOf(i) + '\n';
  const std::filesystem::path logs = folder.path().toStdString();
  if (!files.writeAtomically(logs / "zvt.log", text))
    return state.SkipWithError("the log file could not be written");
  const Timestamp end{std::numeric_limits<std::int64_t>::max()};
  for ([[maybe_unused]] auto _ : state) {
    const auto lines = ui::readLogFiles(files, logs, end, count, {});
    if (!lines || lines->lines.size() != count)
      return state.SkipWithError("not every line was read");
  }
}

}

void addLogSuite(const Scale& scale)
{
  widgets::Theme::current().install(*qApp);
  const std::size_t count = scale.of(100'000);
  addMeasure({"ui", "log.show_100k", "ms", 16.0, "QStandardItemModel",
      [count](benchmark::State& state) { show(state, count); },
      [count](benchmark::State& state) { showStandard(state, count); }});
  addMeasure(
      {"ui", "log.search_100k", "ms", 200.0, "", [count](benchmark::State& state) { search(state, count); }, {}});
  addMeasure(
      {"ui", "log.read_files_100k", "ms", {}, "", [count](benchmark::State& state) { readFiles(state, count); }, {}});
}

}
