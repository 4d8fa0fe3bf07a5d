// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/quote_source.h"

#include "core/base/file_system.h"
#include "core/trading/paper_quotes.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QFileInfo>
#include <QMenu>

namespace zvt::ui {

namespace {

using QuoteFilePtr = std::shared_ptr<const data::QuoteFile>;

Result<QuoteFilePtr> readFile(const FileSystem& files, const QString& path)
{
  ZVT_TRY(
      data::QuoteFile file, data::loadQuoteFile(files, path.toStdString(), QFileInfo(path).fileName().toStdString()));
  return std::make_shared<const data::QuoteFile>(std::move(file));
}

QString summaryOf(const data::QuoteFile& file)
{
  QString text = Tr::tr("%1: %n snapshot(s) of %2 plays.", nullptr, static_cast<int>(file.size()))
                     .arg(QString::fromStdString(file.name), QString::fromStdString(file.day.iso()));
  if (!file.strangers.empty())
    text += u' '
        + Tr::tr("%n code(s) of no known exchange are left out.", nullptr, static_cast<int>(file.strangers.size()));
  return text + u' ' + Tr::tr("The paper account stays at its own day.");
}

}

void openQuoteFile(const Context& context, QWidget* over)
{
  if (context.paperQuotes == nullptr || context.files == nullptr || context.workers == nullptr)
    return;
  const QString title = Tr::tr("Play recorded quotes");
  const QString path = dialogsOf(context).openFile(
      over, {title, {}, Tr::tr("Full ticks of QMT (*.json *.jsonl *.ndjson);;All files (*)"), {}});
  if (path.isEmpty())
    return;
  runAsync(
      context.workers->next(), over, [files = context.files, path] { return readFile(*files, path); },
      [context, over, title](Result<QuoteFilePtr> file) {
        if (!file) {
          dialogsOf(context).tell(
              over, widgets::NoteKind::Error, title, widgets::Language::current().describe(file.error()));
          return;
        }
        context.paperQuotes->setFile(*file);
        notify(context, over, widgets::NoteKind::Info, summaryOf(**file));
      });
}

void closeQuoteFile(const Context& context)
{
  if (context.paperQuotes != nullptr)
    context.paperQuotes->setFile(nullptr);
}

QString quoteSourceName(const Context& context)
{
  if (context.paperQuotes == nullptr)
    return {};
  const auto file = context.paperQuotes->file();
  return file ? QString::fromStdString(file->name) : widgets::Language::current().text(trading::PaperQuotes::kPaperDay);
}

void fillQuoteSources(QMenu* menu, const Context& context, QWidget* over)
{
  if (context.paperQuotes == nullptr)
    return;
  const auto file = context.paperQuotes->file();
  const auto add = [menu](const QString& text, bool checked) {
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    return action;
  };
  QAction* day = add(widgets::Language::current().text(trading::PaperQuotes::kPaperDay), !file);
  QObject::connect(day, &QAction::triggered, menu, [context] { closeQuoteFile(context); });
  if (file)
    add(QString::fromStdString(file->name), true)->setEnabled(false);
  menu->addSeparator();
  QAction* open = menu->addAction(Tr::tr("Play &recorded quotes…"));
  QObject::connect(open, &QAction::triggered, menu, [context, over] { openQuoteFile(context, over); });
}

}
