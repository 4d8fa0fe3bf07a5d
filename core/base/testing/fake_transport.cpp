// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/fake_transport.h"

#include "core/base/text.h"

namespace zvt::testing {
namespace {

Result<HttpResponse> netError(std::string code, const HttpRequest& request)
{
  return fail(Error{std::move(code), {}, {}}.with("url", request.url));
}

}

void FakeTransport::answer(std::string urlGlob, std::string body)
{
  ScriptedAnswer entry;
  entry.urlGlob = std::move(urlGlob);
  entry.response = HttpResponse{200, {}, std::move(body)};
  script(std::move(entry));
}

ScriptedAnswer FakeTransport::next(const HttpRequest& request)
{
  for (ScriptedAnswer& entry : m_script) {
    const bool matches = entry.times != 0 && (entry.method.empty() || entry.method == request.method)
        && matchesGlob(request.url, entry.urlGlob);
    if (!matches)
      continue;
    if (entry.times > 0)
      --entry.times;
    return entry;
  }
  ScriptedAnswer refused;
  refused.response = netError("net.refused", request);
  return refused;
}

void FakeTransport::send(HttpRequest request, Completion done)
{
  m_requests.push_back(request);
  ScriptedAnswer answer = next(request);
  const bool late = answer.delay > request.timeout;
  if (late)
    answer.response = netError("net.timeout", request);
  else if (answer.response && answer.response->body.size() > request.maxResponseBytes)
    answer.response = netError("net.too_large", request);
  const Duration at = m_clock.elapsed() + (late ? request.timeout : answer.delay);
  m_executor.postAt(
      at, [done = std::move(done), response = std::move(answer.response)]() mutable { done(std::move(response)); });
}

}
