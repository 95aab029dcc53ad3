import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const quoted = (text) => [...text.matchAll(/'([^']+)'/g)].map((match) => match[1]);

function listAt(text, name) {
  const found = text.slice(text.indexOf(name)).match(/\[([\s\S]*?)\]/);
  if (!found || !text.includes(name)) throw new Error(`meson.build has no ${name}`);
  return quoted(found[1]);
}

/** Every source of the worker as its meson files list them, without io_uring. */
export function workerSources(worker) {
  const meson = readFileSync(join(worker, 'meson.build'), 'utf8');
  const optional = [...meson.matchAll(/common_sources \+= \[([\s\S]*?)\]/g)]
    .flatMap((match) => quoted(match[1]))
    .filter((source) => !/Uring/.test(source));
  const webrtc = readFileSync(join(worker, 'deps/libwebrtc/meson.build'), 'utf8');
  return [
    ...listAt(meson, 'common_sources = '),
    ...optional,
    'src/main.cpp',
    ...listAt(webrtc, 'libwebrtc_sources = ').map((source) => `deps/libwebrtc/${source}`),
  ];
}

/** Writes build.ninja for the worker against Debian's libraries; `patched` maps a source to the copy built instead. */
export function writeNinjaFile({ worker, build, compat, patched }) {
  const sources = workerSources(worker).map((source) => patched.get(source) ?? join(worker, source));
  const include = [
    compat,
    `${worker}/include`,
    `${build}/gen`,
    `${build}/gen/FBS`,
    `${worker}/deps/libwebrtc`,
    `${worker}/deps/libwebrtc/libwebrtc`,
    `${worker}/src`,
  ]
    .map((folder) => `-I${folder}`)
    .join(' ');
  const objects = sources.map((source, at) => `obj/${at}_${basename(source)}.o`);
  mkdirSync(build, { recursive: true });
  writeFileSync(
    join(build, 'build.ninja'),
    `flags = -std=c++20 -O2 -DNDEBUG -w -DMS_LITTLE_ENDIAN -DMS_EXECUTABLE -DFLATBUFFERS_LOCALE_INDEPENDENT=1 ${include}
rule cc
 command = g++ -MMD -MF $out.d $flags -c $in -o $out
 depfile = $out.d
rule ld
 command = g++ -o $out $in -luv -lssl -lcrypto -lsrtp2 -labsl_strings -labsl_throw_delegate -labsl_bad_optional_access -labsl_raw_logging_internal -lpthread
${sources.map((source, at) => `build ${objects[at]}: cc ${source}`).join('\n')}
build mediasoup-worker: ld ${objects.join(' ')}
`,
  );
  return sources.length;
}
