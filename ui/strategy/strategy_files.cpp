// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_files.h"

#include "core/base/file_system.h"
#include "ui/shell/tr.h"

#include "examples_resources.h"

#include <QFileDialog>
#include <QMessageBox>

namespace zvt::ui {

namespace {

QString fileFilter()
{
  return Tr::tr("Strategies (*.zvtstrategy)");
}

StrategyFileDialogs::Unsaved askUnsavedNative(QWidget* parent, const QString& name)
{
  const auto answer =
      QMessageBox::question(parent, Tr::tr("Unsaved changes"), Tr::tr("“%1” has changes that are not saved.").arg(name),
          QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
  return answer == QMessageBox::Save   ? StrategyFileDialogs::Unsaved::Save
      : answer == QMessageBox::Discard ? StrategyFileDialogs::Unsaved::Discard
                                       : StrategyFileDialogs::Unsaved::Stay;
}

}

strategy::StrategyDocument sampleStrategy()
{
  for (const EmbeddedResource& file : resources::examples())
    if (file.path == "ma_cross_sample.zvtstrategy")
      if (auto document = strategy::parseStrategy(file.content))
        return *std::move(document);
  qFatal("the embedded example strategy cannot be read");
}

Result<strategy::StrategyDocument> readStrategyFile(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string text, files.read(file));
  auto document = strategy::parseStrategy(text);
  if (!document)
    return std::unexpected(Error(document.error()).with("file", file.string()));
  return document;
}

StrategyFileDialogs StrategyFileDialogs::native()
{
  return {
      [](QWidget* parent) { return QFileDialog::getOpenFileName(parent, Tr::tr("Open a strategy"), {}, fileFilter()); },
      [](QWidget* parent, const QString& proposed) {
        QString file = QFileDialog::getSaveFileName(parent, Tr::tr("Save the strategy"), proposed, fileFilter());
        if (!file.isEmpty() && !file.endsWith(QLatin1String(".zvtstrategy")))
          file += QStringLiteral(".zvtstrategy");
        return file;
      },
      askUnsavedNative};
}

}
