/** Questions of which only the newest counts: one at a time in each lane, and at most one that waits. */
export class Lanes {
  #lanes = new Map();

  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} act
   * @returns {Promise<T|null>} null when a newer question of the lane came meanwhile
   */
  ask(name, act) {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes.get(name) ?? { isBusy: false, waiting: null };
      this.#lanes.set(name, lane);
      lane.waiting?.resolve(null);
      lane.waiting = { act, resolve, reject };
      if (!lane.isBusy) this.#next(lane);
    });
  }

  async #next(lane) {
    const { act, resolve, reject } = lane.waiting;
    lane.waiting = null;
    lane.isBusy = true;
    try {
      const answer = await act();
      resolve(lane.waiting ? null : answer);
    } catch (error) {
      if (lane.waiting) resolve(null);
      else reject(error);
    }
    lane.isBusy = false;
    if (lane.waiting) this.#next(lane);
  }
}
