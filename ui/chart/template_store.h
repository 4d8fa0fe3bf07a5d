// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_template.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace zvt::ui {

class NewestWrite;

/// The profile's chart templates (chart_templates.json), shared by all charts; read and written off the GUI thread. A
/// document that is damaged is set aside under another name; while one cannot be read, nothing can be changed. What
/// could not be written is tried again, and when the program ends. Says itself what goes wrong. GUI thread.
class ChartTemplates : public QObject {
  Q_OBJECT

public:
  /// The one of all charts over these links; made, and read, with the first call.
  [[nodiscard]] static ChartTemplates& of(const Context& context);

  [[nodiscard]] const ChartTemplateList& list() const { return m_list; }
  [[nodiscard]] bool isRead() const { return m_isRead; }
  using Edit = std::function<void(ChartTemplateList&)>;
  /// Changes and keeps the list, as soon as it is read; then changed(), or failed().
  void change(Edit edit);
  /// Writes one to a file that import() reads; then fileWritten() or failed().
  void writeTo(const QString& file, const ChartTemplate& one);
  /// Adds what a file has, in place of those of the same names; then changed() or failed().
  void importFrom(const QString& file);
  /// How long after a failed write the next is tried. For tests.
  void setRetry(std::chrono::milliseconds after) { m_retry.setInterval(after); }

Q_SIGNALS:
  void changed(); ///< read, or changed by a chart
  void fileWritten(const QString& file);
  void failed(const zvt::Error& error); ///< the user was told

private:
  struct Loaded;
  explicit ChartTemplates(const Context& context);
  void read();
  void take(Result<Loaded> loaded);
  void save();
  void tell(const Error& error);
  [[nodiscard]] static Result<Loaded> load(FileSystem& files, const std::filesystem::path& file);

  Context m_context;
  ChartTemplateList m_list;
  std::shared_ptr<NewestWrite> m_kept;
  bool m_isRead = false;
  std::optional<Error> m_closed; ///< why nothing can be changed
  std::vector<Edit> m_waiting; ///< until the list is read
  QTimer m_retry; ///< runs while the newest list is not written
  std::string m_told; ///< code of what kept it from being written
};

}
