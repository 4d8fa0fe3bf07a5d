// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_writer.h"

#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

namespace zvt::ui {

DocumentWriter::DocumentWriter(ExecutorPool& workers, QObject* parent)
    : QObject(parent)
    , m_workers(workers)
    , m_newest(std::make_shared<NewestWrite>())
    , m_pause(new QTimer(this))
    , m_again(new QTimer(this))
{
  m_pause->setSingleShot(true);
  m_pause->setInterval(kPause);
  connect(m_pause, &QTimer::timeout, this, [this] {
    if (m_changed && !m_writing)
      start();
  });
  m_again->setObjectName(QStringLiteral("writeAgainTimer"));
  m_again->setSingleShot(true);
  m_again->setInterval(kAgain);
  connect(m_again, &QTimer::timeout, this, [this] {
    if (!m_writing)
      start();
  });
  if (QCoreApplication::instance() != nullptr)
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, &DocumentWriter::flush);
}

DocumentWriter::~DocumentWriter()
{
  flush();
}

void DocumentWriter::put(NewestWrite::Write write)
{
  m_newest->put(std::move(write));
  m_changed = true;
  if (!m_writing && !m_pause->isActive())
    start();
}

void DocumentWriter::flush()
{
  if (isKept())
    return;
  m_workers.next().post([newest = m_newest] {
    (void)newest->write(); // nobody is left to tell
  });
}

void DocumentWriter::start()
{
  m_again->stop();
  m_changed = false;
  m_writing = true;
  runAsync(
      m_workers.next(), this, [newest = m_newest] { return newest->write(); },
      [this](const Result<void>& written) { end(written); });
}

void DocumentWriter::end(const Result<void>& written)
{
  m_writing = false;
  m_pause->start();
  if (written) {
    m_told.clear();
    if (!m_changed)
      Q_EMIT kept();
    return;
  }
  m_again->start();
  if (std::exchange(m_told, written.error().code) != written.error().code)
    Q_EMIT failed(written.error());
}

}
