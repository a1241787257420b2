import { memoryStore, type RefreshStore } from "../../src/index.js";
import { describeRefreshStore, slow } from "../../src/testing/index.js";

/** Writes down what the store is given, since nothing shows what it holds. */
function written(store: RefreshStore, log: string[]): RefreshStore {
  return {
    create: (family, now) => (log.push(JSON.stringify(family)), store.create(family, now)),
    find: (id) => store.find(id),
    swap: (next, version, now) => (log.push(JSON.stringify(next)), store.swap(next, version, now)),
    list: (subject) => store.list(subject),
    end: (id) => store.end(id),
    endAll: (subject, how) => store.endAll(subject, how),
    deny: (token) => store.deny(token),
    isOver: (question) => store.isOver(question),
    purge: (now) => store.purge(now),
  };
}

// S-140, S-143, S-145, S-149, S-151, S-152, S-153, C11: in the titles of the contract.
describeRefreshStore("memory", {
  open: () => {
    const log: string[] = [];
    const store = written(memoryStore(), log);
    return { store, another: () => store, dump: () => log.join("\n"), close: () => undefined };
  },
});

// S-153: with random delays before and after each step.
describeRefreshStore("memory, behind a network", {
  open: () => ({ store: slow(memoryStore(), 2), close: () => undefined }),
});
