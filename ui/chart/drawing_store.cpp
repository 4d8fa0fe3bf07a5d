// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_store.h"

#include "core/base/file_system.h"
#include "ui/bridge/document_writer.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/notification_center.h"
#include "widgets/base/language.h"
#include "widgets/chart/drawing/drawing_json.h"

#include <QApplication>
#include <QJsonDocument>

#include <optional>
#include <utility>

namespace zvt::ui {

using widgets::Drawing;
using widgets::DrawingEdit;
using widgets::DrawingKind;
using widgets::DrawingList;
using widgets::DrawingListPtr;
using widgets::DrawingStyle;

namespace {

const DrawingListPtr kNone = std::make_shared<const DrawingList>();
const QString kStyles = QStringLiteral("styles");

std::string wordsOf(const Error& error)
{
  return widgets::Language::current().describe(error).toStdString();
}

/// Ids are plain in practice; whatever else they hold must not leave the folder.
std::string fileName(const QString& name)
{
  return QString::fromLatin1(name.toUtf8().toPercentEncoding("_-")).toStdString() + ".json";
}

}

struct DrawingStore::Loaded {
  DrawingList drawings;
  std::optional<Error> problem; ///< of a document that was set aside

  static Result<Loaded> from(FileSystem& files, const std::filesystem::path& file)
  {
    if (!files.exists(file))
      return Loaded{};
    ZVT_TRY(const std::string text, files.read(file));
    Result<DrawingList> drawings = widgets::drawingsFromJson(QByteArray::fromStdString(text));
    if (drawings)
      return Loaded{*std::move(drawings), {}};
    Error problem = std::move(drawings).error().with("file", file.string());
    if (problem.code == "drawings.newer") // sound, and waiting for the version that wrote it
      return fail(std::move(problem));
    std::filesystem::path aside;
    for (int n = 1; aside.empty() || files.exists(aside); ++n)
      aside = file.string() + ".unreadable-" + std::to_string(n);
    ZVT_TRY_VOID(files.rename(file, aside));
    return Loaded{{}, std::move(problem).with("aside", aside.string())};
  }
};

struct DrawingStore::File {
  FileSystem& files;
  std::filesystem::path path;
  DocumentWriter* writer;

  /// @param bytes makes the document, on a worker: of many changes in a row most are never written
  void keep(std::function<QByteArray()> bytes)
  {
    writer->put([&disk = files, to = path, bytes = std::move(bytes)]() -> Result<void> {
      ZVT_TRY_VOID(disk.createDirectories(to.parent_path()));
      return disk.writeAtomically(to, bytes().toStdString());
    });
  }
};

DrawingStore& DrawingStore::of(const Context& context)
{
  if (auto* known = context.actions->findChild<DrawingStore*>(QString(), Qt::FindDirectChildrenOnly))
    return *known;
  return *new DrawingStore(context);
}

DrawingStore::DrawingStore(const Context& context)
    : QObject(context.actions)
    , m_context(context)
    , m_styleFile(fileOf(kStyles))
{
  openStyles();
}

DrawingStore::~DrawingStore() = default;

std::shared_ptr<DrawingStore::File> DrawingStore::fileOf(const QString& name)
{
  if (!m_context.files || !m_context.workers || m_context.profileFolder.empty())
    return {};
  auto* writer = new DocumentWriter(*m_context.workers, this);
  writer->setObjectName(name);
  connect(writer, &DocumentWriter::failed, this,
      [this](const Error& error) { tell(fail("drawings.unsaved", {{"reason", wordsOf(error)}}).error()); });
  connect(writer, &DocumentWriter::kept, this, [this] { m_told.clear(); });
  return std::make_shared<File>(File{*m_context.files, m_context.profileFolder / "drawings" / fileName(name), writer});
}

void DrawingStore::tell(const Error& error)
{
  if (std::exchange(m_told, error.code) == error.code)
    return;
  const QString text = widgets::Language::current().describe(error);
  if (QWidget* over = QApplication::activeWindow())
    notify(m_context, over, widgets::NoteKind::Error, text);
  else if (m_context.notices)
    m_context.notices->add(widgets::NoteKind::Error, text, {});
  Q_EMIT failed(error);
}

void DrawingStore::open(const QString& entity)
{
  if (entity.isEmpty() || m_documents.contains(entity))
    return;
  Document& document = m_documents[entity];
  document.drawings = kNone;
  document.file = fileOf(entity);
  if (document.file)
    read(entity);
}

void DrawingStore::read(const QString& entity)
{
  Document& document = m_documents[entity];
  document.state = Document::State::Reading;
  runAsync(
      m_context.workers->next(), this, [file = document.file] { return Loaded::from(file->files, file->path); },
      [this, entity](Result<Loaded> loaded) { take(entity, std::move(loaded)); });
}

void DrawingStore::take(const QString& entity, Result<Loaded> loaded)
{
  Document& document = m_documents[entity];
  const std::vector<std::function<void()>> waiting = std::exchange(document.waiting, {});
  if (!loaded) { // not to be overwritten: it may well be sound
    document.state = Document::State::Closed;
    if (!waiting.empty())
      m_told.clear(); // somebody has just lost a drawing and looks for the reason
    tell(loaded.error().code == "drawings.newer"
            ? loaded.error()
            : fail("drawings.closed", {{"reason", wordsOf(loaded.error())}}).error());
    return;
  }
  if (loaded->problem)
    tell(*loaded->problem);
  document.state = Document::State::Ready;
  document.drawings = std::make_shared<const DrawingList>(std::move(loaded->drawings));
  Q_EMIT changed(entity);
  for (const auto& then : waiting)
    then();
}

void DrawingStore::whenOpen(const QString& entity, std::function<void()> then)
{
  if (entity.isEmpty())
    return;
  open(entity);
  Document& document = m_documents[entity];
  if (document.state == Document::State::Ready) {
    then();
    return;
  }
  document.waiting.push_back(std::move(then));
  if (document.state == Document::State::Closed)
    read(entity);
}

bool DrawingStore::isOpen(const QString& entity) const
{
  const auto at = m_documents.find(entity);
  return at != m_documents.end() && at->second.state == Document::State::Ready;
}

DrawingListPtr DrawingStore::drawings(const QString& entity) const
{
  const auto at = m_documents.find(entity);
  return at == m_documents.end() ? kNone : at->second.drawings;
}

void DrawingStore::apply(const QString& entity, const DrawingEdit& edit, bool back)
{
  if (!isOpen(entity))
    return;
  Document& document = m_documents[entity];
  document.drawings = std::make_shared<const DrawingList>(widgets::applied(*document.drawings, edit, back));
  if (document.file)
    document.file->keep([drawings = document.drawings] { return widgets::toJson(*drawings); });
  Q_EMIT changed(entity);
}

DrawingStyle DrawingStore::style(DrawingKind kind) const
{
  const auto at = m_styles.find(QLatin1String(widgets::infoOf(kind).key));
  return at == m_styles.end() ? widgets::defaultStyle(kind) : at->second;
}

void DrawingStore::setStyle(DrawingKind kind, const DrawingStyle& style)
{
  DrawingStyle kept = style;
  kept.text.clear(); // words belong to the one drawing
  m_styles[QLatin1String(widgets::infoOf(kind).key)] = kept;
  if (!m_styleFile)
    return;
  QJsonObject all;
  for (const auto& [key, value] : m_styles)
    all.insert(key, widgets::toJson(value));
  m_styleFile->keep([all] { return QJsonDocument(all).toJson(); });
}

void DrawingStore::openStyles()
{
  if (!m_styleFile)
    return;
  runAsync(
      m_context.workers->next(), this,
      [file = m_styleFile]() -> Result<std::string> {
        return file->files.exists(file->path) ? file->files.read(file->path) : std::string();
      },
      [this](const Result<std::string>& text) {
        if (!text)
          return; // new drawings look as at first
        const QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
        for (const widgets::DrawingKindInfo& info : widgets::drawingKinds()) {
          const QString key = QLatin1String(info.key);
          if (all.contains(key) && !m_styles.contains(key))
            m_styles[key] = widgets::styleFromJson(all.value(key).toObject(), widgets::defaultStyle(info.kind));
        }
      });
}

}
