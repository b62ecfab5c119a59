// A 3-D scene: places in space to pixels through its camera, one camera for all scenes of the page, turned by keys too.

import { HoldScene } from "./hold_scene.js";

const TURN = Math.PI / 24;
const [LOWEST, HIGHEST] = [-1.4, 1.5]; // how far up or down the eye goes, in radians
const [NEAREST, FARTHEST] = [0.6, 6]; // of the eye, in units of the scene
const NEARER = 1.2;
const LEADING = 400; // milliseconds after its release for which the others follow a scene

// The camera of all scenes, null until one is turned.
const shared = { camera: null };
const close = (a, b) => a.every((value, i) => Math.abs(value - b[i]) < 1e-9);

// Whether the browser can draw in 3-D at all.
let able = null;
export function webgl() {
  if (able === null) {
    const context = document.createElement("canvas").getContext("webgl");
    able = Boolean(context);
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return able;
}

export const is3d = (figure) => Boolean(figure.layout.scene);

// The figure seen from above, for a browser without WebGL: surfaces as contours.
export function flattened(figure) {
  const { scene, ...layout } = figure.layout;
  const flat = (trace) => {
    if (trace.type !== "surface") return trace;
    const { cmin, cmax, contours, lighting, ...rest } = trace;
    const { start, end, size } = contours.z;
    return { ...rest, type: "contour", zmin: cmin, zmax: cmax, zauto: false, line: { width: 0.6 }, contours: { coloring: "fill", start, end, size } };
  };
  const { xaxis, yaxis } = scene;
  return { data: figure.data.map(flat), layout: { ...layout, xaxis, yaxis, margin: {} } };
}

const times = (m, v) => [0, 1, 2, 3].map((i) => m[i] * v[0] + m[4 + i] * v[1] + m[8 + i] * v[2] + m[12 + i] * v[3]);

export class Scene3d {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.version = 0;
    this.leads = -Infinity;
    this.on = { pointerdown: () => this.lead(Infinity), wheel: () => this.lead(performance.now() + LEADING) };
    this.up = () => this.leads === Infinity && this.lead(performance.now() + LEADING);
    Object.entries(this.on).forEach(([type, act]) => chart.body.addEventListener(type, act, { capture: true, passive: true }));
    window.addEventListener("pointerup", this.up, true);
    this.cover = new HoldScene(chart);
  }

  close() {
    Object.entries(this.on).forEach(([type, act]) => this.chart.body.removeEventListener(type, act, { capture: true }));
    window.removeEventListener("pointerup", this.up, true);
    this.cover.close();
    this.closed = true;
  }

  get scene() {
    return this.chart.plot._fullLayout?.scene?._scene;
  }

  // Before a figure is drawn: it takes the shared camera. Its own camera is what "back" goes to.
  hold(layout) {
    this.home = { up: { x: 0, y: 0, z: 1 }, center: { x: 0, y: 0, z: 0 }, projection: { type: "perspective" }, ...layout.scene.camera };
    layout.scene = { ...layout.scene, dragmode: "turntable", camera: this.camera, uirevision: null };
  }

  get camera() {
    return shared.camera ?? this.home;
  }

  // A figure is drawn: from now on `rendered` is called whenever the scene draws itself.
  bind() {
    const { glplot } = this.scene;
    if (glplot === this.followed) return;
    this.followed = glplot;
    const own = glplot.onrender;
    glplot.onrender = () => {
      own();
      if (!this.closed && glplot === this.followed) this.rendered();
    };
  }

  lead(until) {
    this.leads = until;
  }

  // The scene has drawn itself: where it was turned by hand, the others follow; what lies over it is drawn again.
  rendered() {
    const { model, view, projection } = this.scene.glplot.cameraParams;
    const now = [...model, ...view, ...projection];
    if (this.drawnFrom && close(now, this.drawnFrom)) return;
    this.drawnFrom = now;
    this.version += 1;
    if (performance.now() < this.leads) this.turn(this.scene.getCamera(), this);
    this.chart.measure();
  }

  // All scenes but the one that was turned take this camera.
  turn(camera, but = null) {
    shared.camera = camera;
    this.store.charts.forEach(({ scene3d }) => scene3d && scene3d !== but && scene3d.follow());
  }

  follow() {
    const { scene } = this;
    if (!scene?.glplot) return;
    scene.setViewport({ ...this.chart.plot._fullLayout.scene, camera: this.camera });
  }

  // The eye moved around the middle: by angles, and by a factor of its distance.
  move(around, upward, factor) {
    const { eye, center } = this.camera;
    const [x, y, z] = ["x", "y", "z"].map((axis) => eye[axis] - center[axis]);
    const away = Math.max(NEAREST, Math.min(FARTHEST, Math.hypot(x, y, z) * factor));
    const side = Math.atan2(y, x) + around;
    const height = Math.max(LOWEST, Math.min(HIGHEST, Math.atan2(z, Math.hypot(x, y)) + upward));
    const flat = away * Math.cos(height);
    const moved = { x: center.x + flat * Math.cos(side), y: center.y + flat * Math.sin(side), z: center.z + away * Math.sin(height) };
    this.turn({ ...this.camera, up: this.home.up, eye: moved });
  }

  nearer() {
    this.move(0, 0, 1 / NEARER);
  }

  farther() {
    this.move(0, 0, NEARER);
  }

  back() {
    this.turn(this.home);
  }

  keys() {
    const by = (around, upward) => () => this.move(around, upward, 1);
    return { ArrowRight: by(TURN, 0), ArrowLeft: by(-TURN, 0), ArrowUp: by(0, TURN), ArrowDown: by(0, -TURN) };
  }

  // The area of the scene, and places in space to pixels; what lies outside its axes has no place.
  frame() {
    const { scene } = this;
    if (!scene?.glplot?.cameraParams) return null;
    const { style } = scene.container;
    const [left, top, width, height] = [style.left, style.top, style.width, style.height].map(parseFloat);
    const { model, view, projection } = scene.glplot.cameraParams;
    const { xaxis, yaxis } = this.chart.plot._fullLayout.scene;
    const outside = (value, { range: [low, high] }) => !(value >= low && value <= high);
    const project = (x, y, z) => {
      if (outside(x, xaxis) || outside(y, yaxis)) return [NaN, NaN];
      const at = [x, y, z].map((value, i) => value * scene.dataScale[i]);
      const [cx, cy, , cw] = times(projection, times(view, times(model, [...at, 1])));
      return [left + (width * (1 + cx / cw)) / 2, top + (height * (1 - cy / cw)) / 2];
    };
    const same = (v) => v;
    return { left, top, width, height, project, version: this.version, x: same, y: same };
  }
}
