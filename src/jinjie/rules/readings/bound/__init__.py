"""bound: what is certain? The three-valued verdict and the interval of the score.

``state`` evaluates a rulebook over a box (sound, in one pass); ``search`` splits what is shared until the answer is
exact, and proves it with complete examples; ``verdict`` puts both together.
"""
