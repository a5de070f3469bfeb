// depth.frag: leaves its distance and nothing else.
void main() {}
