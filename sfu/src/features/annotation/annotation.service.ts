import { randomUUID } from 'node:crypto';
import { AppError } from '@haigang/shared/kernel/errors';
import type {
  AnnotationBoard,
  AnnotationStroke,
  StrokeShape,
} from '@haigang/shared/features/annotation/annotation.model';
import {
  lastOrderOf,
  MAX_STROKES,
  MAX_STROKES_OF_ONE,
  mayManage,
  peopleNow,
  standing,
  vectorOf,
  viewersOf,
} from '@haigang/shared/features/annotation/annotation.rules';
import type { Conference } from '@haigang/shared/features/conference/conference.model';
import { mayContribute } from '@haigang/shared/features/evidence/evidence.rules';
import { digestOf } from '../../platform/audit/chain.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { conferences } from '../conference/index.js';
import { evidenceFiles } from '../evidence/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { boards, strokes, strokesOf } from './annotation.stores.js';
import { BoardTallies } from './board-tallies.js';
import { contributed, drawnBoard, followed, seenBoard } from './board-access.js';

/** Boards and their strokes as durable facts; the moving hand beside them is `StrokeRelay`. */
export class AnnotationService {
  readonly #incidents: IncidentService;
  readonly #tallies = new BoardTallies();

  constructor(incidents: IncidentService) {
    this.#incidents = incidents;
  }

  /** [ANN1] [ANN8] A board on a still that the caller has just handed in. */
  async open(unit: Unit, conferenceId: string, fileId: string): Promise<AnnotationBoard> {
    const conference = await contributed(unit.tx, conferenceId, unit.actor);
    const file = await evidenceFiles.find(unit.tx, fileId);
    const still = file?.kind === 'snapshot' && file.conferenceId === conferenceId && file.uploaderId === unit.actor.id;
    if (!still || file.width === null || file.height === null) {
      throw new AppError('conflict', 'annotation.no-still', 'a board needs a still of this conference');
    }
    const known = (await boards.list(unit.tx, { incidentId: conference.incidentId })).filter(
      (board) => board.conferenceId === conferenceId,
    );
    if (known.some((board) => board.state === 'OPEN')) {
      throw new AppError('conflict', 'annotation.already-open', 'a board is open already');
    }
    const board = await boards.insert(unit, {
      ...{ id: randomUUID(), orgId: conference.orgId, simulated: conference.simulated, drill: conference.drill },
      ...{ incidentId: conference.incidentId, incidentNumber: conference.incidentNumber, conferenceId },
      ...{ number: known.length + 1, state: 'OPEN', fileId, sha256: file.sha256 },
      ...{ width: file.width, height: file.height, subject: file.subject },
      people: this.#people([], conference, unit),
      ...{ openedById: unit.actor.id, openedByName: unit.actor.name, openedAt: unit.at },
      ...{ closed: null, revision: 0 },
    });
    await this.#record(unit, board, 'opened', {
      textKey: 'log.annotation-opened',
      params: { number: String(board.number), hash: file.sha256.slice(0, 12), ...subjectParams(board) },
    });
    return board;
  }

  /** [ANN2] Whoever comes into the conference sees its boards, and draws on the open one. */
  async enter(unit: Unit, conferenceId: string): Promise<{ boards: AnnotationBoard[]; strokes: AnnotationStroke[] }> {
    const conference = await followed(unit.tx, conferenceId, unit.actor);
    const all = await boards.list(unit.tx, { incidentId: conference.incidentId });
    const found: AnnotationBoard[] = [];
    for (const board of all.filter((one) => one.conferenceId === conferenceId)) {
      found.push(await this.#withPeople(unit, board, conference));
    }
    const open = found.find((board) => board.state === 'OPEN');
    return { boards: found, strokes: open ? await strokesOf(unit.tx, open) : [] };
  }

  /** [ANN4] [ANN6] A finished stroke, with its place in the order. */
  async commit(unit: Unit, boardId: string, shape: StrokeShape): Promise<AnnotationStroke> {
    const { board: seen, conference } = await drawnBoard(unit.tx, boardId, unit.actor);
    if (await strokes.find(unit.tx, shape.id)) {
      throw new AppError('conflict', 'annotation.stroke-known', 'this stroke is there already');
    }
    const tally = await this.#tallies.of(unit.tx, seen);
    const mine = tally.ofPerson.get(unit.actor.id) ?? 0;
    if (tally.total >= MAX_STROKES || mine >= MAX_STROKES_OF_ONE) {
      throw new AppError('over_capacity', 'annotation.full', 'the board is full');
    }
    const board = await this.#withPeople(unit, seen, conference);
    const { orgId, simulated, drill, incidentId, conferenceId } = board;
    const stroke = await strokes.insert(unit, {
      ...shape,
      ...{ orgId, simulated, drill, incidentId, conferenceId, boardId },
      ...{ order: tally.last + 1, authorId: unit.actor.id, at: unit.at, removedOrder: null },
      ...{ viewerIds: viewersOf(board.people), revision: 0 },
    });
    this.#tallies.drawn(unit, stroke);
    return stroke;
  }

  /** [ANN5] */
  async undo(unit: Unit, boardId: string): Promise<number> {
    const { board, conference } = await drawnBoard(unit.tx, boardId, unit.actor);
    const all = await strokesOf(unit.tx, board);
    const last = standing(all)
      .filter((stroke) => stroke.authorId === unit.actor.id)
      .at(-1);
    return this.#takeBack(unit, board, conference, all, last ? [last] : []);
  }

  /** [ANN5] */
  async clear(unit: Unit, boardId: string, whose: 'own' | 'all'): Promise<number> {
    const { board, conference } = await drawnBoard(unit.tx, boardId, unit.actor);
    if (whose === 'all' && !mayManage(board, unit.actor)) {
      throw new AppError('forbidden', 'annotation.not-yours', 'only the host or who opened it clears all');
    }
    const all = await strokesOf(unit.tx, board);
    const chosen = standing(all).filter((stroke) => whose === 'all' || stroke.authorId === unit.actor.id);
    if (whose === 'all') unit.audit('annotation:cleared', 'annotation-board', boardId, { strokes: chosen.length });
    return this.#takeBack(unit, board, conference, all, chosen);
  }

  /** [ANN7] [ANN8] Ends the drawing; the composed picture is evidence already. */
  async close(
    unit: Unit,
    boardId: string,
    done: { lastOrder: number; composedFileId: string | null },
  ): Promise<AnnotationBoard> {
    const { board, conference } = await seenBoard(unit.tx, boardId, unit.actor);
    if (board.state === 'CLOSED') return board;
    if (!mayManage(board, unit.actor) || !(mayContribute(conference, unit.actor) || conference.state === 'ENDED')) {
      throw new AppError('forbidden', 'annotation.not-yours', 'only the host or who opened it closes it');
    }
    const all = await strokesOf(unit.tx, board);
    if (lastOrderOf(all) !== done.lastOrder) {
      throw new AppError('conflict', 'annotation.stale', 'somebody drew meanwhile');
    }
    const composed = done.composedFileId === null ? null : await this.#composed(unit, board, done.composedFileId);
    return this.#file(unit, board, all, { conference, composed, withConference: false });
  }

  /** [ANN9] Whatever is still open is filed as it stands when its conference ends. */
  async endWithConference(unit: Unit, conferenceId: string): Promise<void> {
    const conference = await conferences.get(unit.tx, conferenceId);
    if (conference.state === 'ENDED') return;
    const known = await boards.list(unit.tx, { incidentId: conference.incidentId });
    for (const board of known.filter((one) => one.conferenceId === conferenceId && one.state === 'OPEN')) {
      const all = await strokesOf(unit.tx, board);
      await this.#file(unit, board, all, { conference, composed: null, withConference: true });
    }
  }

  async #file(
    unit: Unit,
    board: AnnotationBoard,
    all: readonly AnnotationStroke[],
    by: { conference: Conference; composed: { id: string; sha256: string } | null; withConference: boolean },
  ): Promise<AnnotationBoard> {
    const { conference, composed, withConference } = by;
    const kept = standing(all);
    const closed = await boards.update(unit, board, {
      ...board,
      state: 'CLOSED',
      people: this.#people(board.people, conference, unit),
      closed: {
        ...{ byId: unit.actor.id, byName: unit.actor.name, at: unit.at, strokes: kept.length },
        vectorSha256: digestOf(vectorOf(all)),
        ...{ composedFileId: composed?.id ?? null, composedSha256: composed?.sha256 ?? null, withConference },
      },
      revision: board.revision + 1,
    });
    this.#tallies.closed(unit, board.id);
    await this.#record(unit, closed, 'closed', {
      textKey: 'log.annotation-closed',
      params: {
        ...{ number: String(board.number), strokes: String(kept.length), ...subjectParams(board) },
        hash: (composed?.sha256 ?? closed.closed?.vectorSha256 ?? '').slice(0, 12),
      },
    });
    return closed;
  }

  async #composed(unit: Unit, board: AnnotationBoard, fileId: string) {
    const file = await evidenceFiles.find(unit.tx, fileId);
    const fits = file?.kind === 'annotation' && file.incidentId === board.incidentId;
    if (!fits || file.uploaderId !== unit.actor.id) {
      throw new AppError('conflict', 'annotation.wrong-picture', 'this is no drawing of yours of this incident');
    }
    return file;
  }

  async #takeBack(
    unit: Unit,
    board: AnnotationBoard,
    conference: Conference,
    all: readonly AnnotationStroke[],
    chosen: readonly AnnotationStroke[],
  ): Promise<number> {
    const viewerIds = viewersOf(this.#people(board.people, conference, unit));
    const removedOrder = lastOrderOf(all) + 1;
    for (const stroke of chosen) {
      await strokes.update(unit, stroke, { ...stroke, removedOrder, viewerIds, revision: stroke.revision + 1 });
    }
    if (chosen.length > 0) this.#tallies.takenBack(unit, board.id, removedOrder);
    return chosen.length;
  }

  /** The caller draws, so he is among the people even from a desk without a seat. */
  #people(known: AnnotationBoard['people'], conference: Conference, unit: Unit): AnnotationBoard['people'] {
    const people = peopleNow(known, conference);
    const { id: principalId, name } = unit.actor;
    if (!mayContribute(conference, unit.actor) || people.some((one) => one.principalId === principalId)) return people;
    return [...people, { principalId, name, gone: false }];
  }

  async #withPeople(unit: Unit, board: AnnotationBoard, conference: Conference): Promise<AnnotationBoard> {
    const people = this.#people(board.people, conference, unit);
    if (JSON.stringify(people) === JSON.stringify(board.people)) return board;
    return boards.update(unit, board, { ...board, people, revision: board.revision + 1 });
  }

  async #record(
    unit: Unit,
    board: AnnotationBoard,
    step: string,
    line: { textKey: string; params: Record<string, string> },
  ): Promise<void> {
    const { sha256, closed, fileId } = board;
    unit.audit(`annotation:${step}`, 'annotation-board', board.id, { sha256, fileId, closed, ...line.params });
    const { mediaAt } = board.subject ?? {};
    await this.#incidents.log(unit, board.incidentId, {
      kind: 'media',
      ...line,
      ...(mediaAt !== undefined && Date.parse(mediaAt) <= unit.now ? { occurredAt: mediaAt } : {}),
    });
  }
}

function subjectParams(board: AnnotationBoard): Record<string, string> {
  const { name, mediaAt } = board.subject ?? {};
  return { ...nameParams(name ?? { zh: '', en: '' }, 'subject'), mediaAt: mediaAt ?? '' };
}
