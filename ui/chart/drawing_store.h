// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/context.h"
#include "widgets/chart/drawing/drawing.h"

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace zvt::ui {

/// The drawings of all securities, shared by all charts, and the styles that new ones get. One document a security in
/// the profile's drawings/ folder, read and written off the GUI thread (DocumentWriter). A damaged document is set
/// aside; one that cannot be read, or that a later version wrote, stays as it is and takes no changes. The user is told
/// of each and of what could not be written. GUI thread.
class DrawingStore : public QObject {
  Q_OBJECT

public:
  /// The one of all charts that share these actions; made when there is none yet.
  [[nodiscard]] static DrawingStore& of(const Context& context);
  ~DrawingStore() override;

  /// Reads the document unless that was done; then changed().
  void open(const QString& entity);
  /// Calls @p then once it can be changed, which is at once when it was read; one that could not be read is read anew.
  /// When that fails it is forgotten, and the user is told why. Opens it.
  void whenOpen(const QString& entity, std::function<void()> then);
  /// Whether it was read: it can be changed.
  [[nodiscard]] bool isOpen(const QString& entity) const;
  /// Empty until it is read; never null.
  [[nodiscard]] widgets::DrawingListPtr drawings(const QString& entity) const;
  /// Changes a document and keeps it. Nothing happens before it is open.
  void apply(const QString& entity, const widgets::DrawingEdit& edit, bool back);
  /// Of new drawings of a kind.
  [[nodiscard]] widgets::DrawingStyle style(widgets::DrawingKind kind) const;
  void setStyle(widgets::DrawingKind kind, const widgets::DrawingStyle& style);

Q_SIGNALS:
  void changed(const QString& entity);
  /// Reading or writing failed, or a document was damaged; told to the user once for each reason.
  void failed(const zvt::Error& error);

private:
  struct Loaded;
  struct File;
  struct Document {
    enum class State {
      Reading,
      Ready,
      Closed ///< it could not be read
    };
    widgets::DrawingListPtr drawings;
    State state = State::Ready;
    std::vector<std::function<void()>> waiting; ///< for it to be read
    std::shared_ptr<File> file; ///< null: it is not kept
  };
  explicit DrawingStore(const Context& context);
  [[nodiscard]] std::shared_ptr<File> fileOf(const QString& name);
  void read(const QString& entity);
  void take(const QString& entity, Result<Loaded> loaded);
  void openStyles();
  void tell(const Error& error);

  Context m_context;
  std::map<QString, Document> m_documents;
  std::map<QString, widgets::DrawingStyle> m_styles; ///< by the key of their kind
  std::shared_ptr<File> m_styleFile;
  std::string m_told; ///< code of the error that was told last
};

}
