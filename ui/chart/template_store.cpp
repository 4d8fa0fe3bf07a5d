// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/template_store.h"

#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/newest_write.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QApplication>

#include <filesystem>
#include <string>
#include <utility>

namespace zvt::ui {

namespace {

constexpr const char* kDocument = "chart_templates.json";
constexpr std::chrono::seconds kRetry(15);

std::filesystem::path pathOf(const QString& file)
{
  return std::filesystem::path(file.toStdString());
}

Result<ChartTemplateList> readList(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string text, files.read(file));
  return templatesFrom(QByteArray::fromStdString(text));
}

/// A name beside @p file that is free.
std::filesystem::path freeNameBeside(const FileSystem& files, const std::filesystem::path& file)
{
  int number = 1;
  const auto name = [&] { return std::filesystem::path(file.string() + ".unreadable-" + std::to_string(number)); };
  while (files.exists(name()))
    ++number;
  return name();
}

}

struct ChartTemplates::Loaded {
  ChartTemplateList list;
  std::optional<Error> problem; ///< of a document that was set aside
};

Result<ChartTemplates::Loaded> ChartTemplates::load(FileSystem& files, const std::filesystem::path& file)
{
  if (!files.exists(file))
    return Loaded{};
  ZVT_TRY(const std::string text, files.read(file));
  Result<ChartTemplateList> list = templatesFrom(QByteArray::fromStdString(text));
  if (list)
    return Loaded{*std::move(list), {}};
  const std::filesystem::path aside = freeNameBeside(files, file);
  ZVT_TRY_VOID(files.rename(file, aside));
  return Loaded{
      {}, Error{"chart.templates_damaged", {{"aside", aside.filename().string()}}, {{"file", file.string()}}}};
}

ChartTemplates& ChartTemplates::of(const Context& context)
{
  auto* found = context.links->findChild<ChartTemplates*>({}, Qt::FindDirectChildrenOnly);
  return found ? *found : *new ChartTemplates(context);
}

ChartTemplates::ChartTemplates(const Context& context)
    : QObject(context.links)
    , m_context(context)
    , m_kept(std::make_shared<NewestWrite>())
{
  m_retry.setSingleShot(true);
  m_retry.setInterval(kRetry);
  connect(&m_retry, &QTimer::timeout, this, &ChartTemplates::save);
  connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, [this] {
    if (m_retry.isActive())
      save();
  });
  read();
}

void ChartTemplates::read()
{
  if (m_context.files == nullptr || m_context.workers == nullptr) {
    m_isRead = true;
    return;
  }
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, file = m_context.profileFolder / kDocument] { return load(*files, file); },
      [this](Result<Loaded> loaded) { take(std::move(loaded)); });
}

void ChartTemplates::take(Result<Loaded> loaded)
{
  m_isRead = true;
  std::optional<Error> problem;
  if (loaded) {
    m_list = std::move(loaded->list);
    problem = std::move(loaded->problem);
  } else {
    problem = loaded.error();
    m_closed = Error{"chart.templates_closed", {}, {{"file", (m_context.profileFolder / kDocument).string()}}};
  }
  const std::vector<Edit> waiting = std::exchange(m_waiting, {});
  if (!m_closed)
    for (const Edit& edit : waiting)
      change(edit);
  Q_EMIT changed();
  if (problem)
    tell(*problem);
}

void ChartTemplates::tell(const Error& error)
{
  Q_EMIT failed(error);
  dialogsOf(m_context).tell(QApplication::activeWindow(), widgets::NoteKind::Error, Tr::tr("Chart templates"),
      widgets::Language::current().describe(error));
}

void ChartTemplates::change(Edit edit)
{
  if (!m_isRead) {
    m_waiting.push_back(std::move(edit));
    return;
  }
  if (m_closed) {
    tell(*m_closed);
    return;
  }
  ChartTemplateList list = m_list;
  edit(list);
  if (list == m_list)
    return;
  m_list = std::move(list);
  save();
  Q_EMIT changed();
}

void ChartTemplates::save()
{
  if (m_context.files == nullptr || m_context.workers == nullptr)
    return;
  m_kept->put([files = m_context.files, file = m_context.profileFolder / kDocument,
                  bytes = toBytes(m_list).toStdString()] { return files->writeAtomically(file, bytes); });
  runAsync(
      m_context.workers->next(), this, [kept = m_kept] { return kept->write(); },
      [this](const Result<void>& written) {
        if (!written) {
          m_retry.start();
          if (std::exchange(m_told, written.error().code) != written.error().code)
            tell(written.error());
        } else if (!m_retry.isActive()) // else another has taken what was to be written, and failed
          m_told.clear();
      });
}

void ChartTemplates::writeTo(const QString& file, const ChartTemplate& one)
{
  if (m_context.files == nullptr || m_context.workers == nullptr)
    return;
  ChartTemplateList alone;
  alone.put(one);
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = pathOf(file), bytes = toBytes(alone).toStdString()] {
        return files->writeAtomically(path, bytes);
      },
      [this, file](const Result<void>& written) {
        if (written)
          Q_EMIT fileWritten(file);
        else
          tell(written.error());
      });
}

void ChartTemplates::importFrom(const QString& file)
{
  if (m_context.files == nullptr || m_context.workers == nullptr)
    return;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = pathOf(file)] { return readList(*files, path); },
      [this](const Result<ChartTemplateList>& added) {
        if (!added) {
          tell(added.error());
          return;
        }
        change([templates = added->templates](ChartTemplateList& list) {
          for (const ChartTemplate& one : templates)
            list.put(one);
        });
      });
}

}
